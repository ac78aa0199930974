# source: constructed
# target: loss
# sources: w, b
# expect: {"w": "ok", "b": "ok"}
# notes: 
# --- setup ---
from concurrent.futures import ThreadPoolExecutor
import tensorflow as tf
w, b = tf.Variable([1.0, 2.0]), tf.Variable(0.5)
# --- cell ---
with ThreadPoolExecutor(1) as pool:
    shown = pool.submit(lambda: float(tf.norm(w))).result()
print(shown)
loss = tf.reduce_sum(w ** 2 * b)

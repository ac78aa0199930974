# source: constructed
# target: loss
# sources: w, b
# expect: {"w": "computed_before_tape", "b": "ok"}
# culprit: {"w": 2}
# notes: 
# --- setup ---
from concurrent.futures import ThreadPoolExecutor
import tensorflow as tf
w, b = tf.Variable([1.0, 2.0]), tf.Variable(0.5)
pool = ThreadPoolExecutor(1)
# --- cell ---
job = pool.submit(tf.reduce_sum, w)
loss = job.result() * b

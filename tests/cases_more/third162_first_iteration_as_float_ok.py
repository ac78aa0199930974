# source: constructed (fixed-point iteration with a logged start)
# target: residual
# sources: a, b
# expect: {"a": "ok", "b": "ok"}
# notes: The starting point is taken as a float, the iteration itself uses the tensors again (no false alarm).
# --- setup ---
import tensorflow as tf

a = tf.Variable(0.6)
b = tf.Variable(0.3)
# --- cell ---
x = float(tf.tanh(a)) + b.numpy()
log = []
for k in range(3):
    x = tf.tanh(a * x + b)
    log.append(round(float(x), 3))
step = tf.stop_gradient(x) - x
residual = x ** 2 + 0.5 * step
print(log)

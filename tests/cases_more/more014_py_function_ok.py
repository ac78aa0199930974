# source: constructed (Python code wrapped in py_function)
# target: loss
# sources: w, b
# expect: {"w": "ok", "b": "ok"}
# notes: Unlike numpy_function, py_function keeps the gradient as long as the wrapped code stays in TensorFlow (no false alarm).
# --- setup ---
import tensorflow as tf

w = tf.Variable([1.0, -2.0])
b = tf.Variable(0.3)
def clipped_power(v):
    if tf.reduce_max(v) > 5.0:
        v = v / 2.0
    return v ** 3
# --- cell ---
raw = w * 2.0 + b
powered = tf.py_function(clipped_power, [raw], tf.float32)
loss = tf.reduce_sum(powered)

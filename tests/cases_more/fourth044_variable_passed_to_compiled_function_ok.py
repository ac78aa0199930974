# source: constructed
# target: loss
# sources: w, shift
# expect: {"w": "ok", "shift": "ok"}
# notes: One variable is an argument of the compiled function, the other is captured; a counter is bumped inside (no false alarm).
# --- setup ---
import tensorflow as tf

w, shift = tf.Variable([1.0, -2.0]), tf.Variable(0.3)
calls = tf.Variable(0, trainable=False)
@tf.function
def energy(v, x):
    calls.assign_add(1)
    return tf.reduce_sum(tf.abs(v * x + shift))
x = tf.constant([0.5, 0.2])
# --- cell ---
loss = energy(w, x) + energy(w, 2.0 * x)
assert calls.numpy() >= 2

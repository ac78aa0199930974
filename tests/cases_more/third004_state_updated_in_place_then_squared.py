# source: https://github.com/tensorflow/tensorflow/issues/30234
# target: loss
# sources: x, v, gain
# options: --watch x
# expect: {"x": "stateful_op", "v": "ok", "gain": "ok"}
# culprit: {"x": 2}
# notes: Adding x to the variable in place loses the link; v itself is read after the write and stays connected.
# --- setup ---
import tensorflow as tf

v = tf.Variable(1.0)
gain = tf.Variable(3.0)
x = tf.constant(2.0)
# --- cell ---
before = v.numpy()
v.assign_add(
    gain.numpy() * 0.0 + x)
print("state moved from", before, "to", v.numpy())
loss = gain * v * v

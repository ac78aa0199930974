# source: constructed (nested targets are allowed)
# target: losses
# sources: kernel, bias, unused
# expect: {"kernel": "ok", "bias": "ok", "unused": "not_connected"}
# culprit: {"unused": 5}
# notes: The target is a dictionary that holds a one-element tuple, made by a trailing comma: tape.gradient accepts nested targets and adds them up. The third weight is only reported.
# --- setup ---
import tensorflow as tf

kernel = tf.Variable([[0.3], [0.8]])
bias, unused = tf.Variable([0.1]), tf.Variable([1.0, 2.0])
x, y = tf.constant([[1.0, 2.0], [0.5, 1.5]]), tf.constant([[1.0], [0.0]])
# --- cell ---
pred = x @ kernel + bias
mse = tf.reduce_mean((pred - y) ** 2),
reg = [0.01 * tf.nn.l2_loss(kernel)]
norm = tf.norm(unused)
losses = {"mse": mse, "reg": reg}
print("norm", float(norm))

# source: constructed
# target: mse
# sources: w, b, lr, scale
# expect: {"w": "replaced_by_tensor", "b": "ok", "lr": "not_connected", "scale": "ok"}
# culprit: {"w": 5}
# notes: A hand-written update closes the cell: w is rebound, b is updated in place, the rate only matters for the update.
# --- setup ---
import tensorflow as tf

w, b = tf.Variable([[0.5], [1.0]]), tf.Variable([0.0])
lr = tf.Variable(0.1)
scale = tf.Variable([1.0, 2.0])
X = tf.constant([[1.0, 0.5], [0.2, 0.8], [0.9, 0.1]])
Y = tf.constant([[1.0], [0.0], [1.0]])
# --- cell ---
scale = tf.nn.softplus(scale)
err = (X * scale) @ w + b - Y
mse = tf.reduce_mean(err ** 2)
grad_w = 2.0 * tf.transpose(X * scale) @ err / 3.0
w = w - lr * grad_w
b.assign_sub(lr * 2.0 * tf.reduce_mean(err, axis=0))

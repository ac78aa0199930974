# source: constructed (tuple assignment, rebinding and del)
# target: loss
# sources: w, b, theta, phi
# expect: {"w": "ok", "b": "ok", "theta": "ok", "phi": "replaced_by_tensor"}
# culprit: {"phi": 6}
# notes: Exchanging two variables and rebinding a name before it is used change nothing; phi is deleted after its use and made again from its value.
# --- setup ---
import tensorflow as tf

w, b = tf.Variable(0.7), tf.Variable(0.2)
theta, phi = tf.Variable(0.3), tf.Variable(1.1)
x = tf.constant([1.0, 2.0])
# --- cell ---
w, b = b, w
theta = tf.identity(theta)
backup = phi
pred = w * x + b + tf.sin(theta) * tf.cos(phi)
del phi
phi = backup.read_value()
loss = tf.reduce_mean((pred - 1.0) ** 2)

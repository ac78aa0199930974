# source: constructed (second model overwrites the prediction of the first)
# target: loss
# sources: w_a, w_b
# expect: {"w_a": "not_connected", "w_b": "ok"}
# culprit: {"w_a": 4}
# notes: The ensemble should have been averaged; the second assignment throws the first prediction away.
# --- setup ---
import tensorflow as tf

w_a, w_b = tf.Variable([1.0, 0.5]), tf.Variable([-0.5, 2.0])
x = tf.constant([[1.0, 2.0], [0.0, 3.0]])
# --- cell ---
pred = tf.linalg.matvec(x, w_a)
pred = tf.nn.relu(pred)
pred = tf.linalg.matvec(x, w_b)
loss = tf.reduce_mean((pred - 1.0) ** 2)

# source: constructed
# target: loss
# sources: logits, temp, prior, values
# expect: {"logits": "ok", "temp": "ok", "prior": "registered_not_differentiable", "values": "ok"}
# culprit: {"prior": 2}
# notes: Straight-through one-hot: logits and temperature pass by the soft part, the prior is only in the hard part.
# --- setup ---
import tensorflow as tf

logits = tf.Variable([[1.0, 0.2, -0.5], [0.1, 0.0, 0.9]])
temp = tf.Variable(0.8)
prior = tf.Variable([0.0, 0.5, 0.0])
values = tf.Variable([1.0, 2.0, 4.0])
# --- cell ---
soft = tf.nn.softmax(logits / temp)
hard = tf.one_hot(tf.argmax(logits + prior, axis=-1), 3)
route = soft + tf.stop_gradient(hard - soft)
loss = tf.reduce_sum(route * values)

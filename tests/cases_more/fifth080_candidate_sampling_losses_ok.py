# source: https://github.com/tensorflow/tensorflow/issues/21985
# target: loss
# sources: weights, biases, inputs
# expect: {"weights": "ok", "biases": "ok", "inputs": "ok"}
# notes: Candidate samplers and integer labels stand beside the path, not on it.
# --- setup ---
import tensorflow as tf
tf.random.set_seed(1)
weights = tf.Variable(tf.random.stateless_normal([6, 3], [1, 2]))
biases = tf.Variable(tf.zeros([6]))
inputs = tf.Variable([[0.3, 0.1, -0.2], [0.5, 0.5, 0.1]])
labels = tf.constant([[1], [4]], tf.int64)
# --- cell ---
nce = tf.nn.nce_loss(weights, biases, labels, inputs, num_sampled=3, num_classes=6)
sampled = tf.nn.sampled_softmax_loss(weights, biases, labels, inputs, num_sampled=3, num_classes=6)
loss = tf.reduce_mean(nce) + tf.reduce_mean(sampled)

# source: constructed (list comprehension of floats)
# target: epoch_loss
# sources: w, bias
# expect: {"w": "left_tensorflow", "bias": "left_tensorflow"}
# culprit: {"w": 5, "bias": 5}
# notes: The per-sample losses are stored as Python floats, and the average of floats is a constant.
# --- setup ---
import tensorflow as tf

w = tf.Variable([0.4, -0.6])
bias = tf.Variable(0.2)
samples = [(tf.constant([1.0, 2.0]), 1.0), (tf.constant([0.0, 1.5]), -1.0)]
# --- cell ---
def sample_loss(features, label):
    margin = label * (tf.tensordot(w, features, 1) + bias)
    return tf.nn.relu(1.0 - margin)

losses = [float(sample_loss(f, t)) for f, t in samples]
epoch_loss = tf.reduce_mean(losses)

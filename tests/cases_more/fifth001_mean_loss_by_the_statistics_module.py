# source: https://github.com/tensorflow/tensorflow/issues/30190
# target: total
# sources: w, bias
# expect: {"w": "left_tensorflow", "bias": "ok"}
# culprit: {"w": 8}
# notes: The per-sample losses stay tensors; Python's statistics module turns them into floats.
# --- setup ---
import statistics
import tensorflow as tf
w = tf.Variable([[0.4, -0.2, 0.1], [0.3, 0.8, -0.5]])
bias = tf.Variable([0.1, 0.0, -0.1])
x = tf.constant([[1.0, 2.0], [0.5, -1.0], [3.0, 0.2], [1.5, 1.5]])
y = tf.constant([0, 2, 1, 0])
# --- cell ---
def sample_losses(features, labels):
    losses = []
    for i in range(features.shape[0]):
        logits = features[i : i + 1] @ w
        losses.append(tf.nn.sparse_softmax_cross_entropy_with_logits(labels[i : i + 1], logits)[0])
    return losses
per_sample = sample_losses(x, y)
centre = statistics.fmean(per_sample)
total = centre + 0.01 * tf.reduce_sum(bias ** 2)

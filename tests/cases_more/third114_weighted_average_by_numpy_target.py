# source: constructed (sample weights applied with np.average)
# target: weighted_loss
# sources: w, bias
# expect: {"w": "target_not_tensor", "bias": "target_not_tensor"}
# culprit: {"w": 4, "bias": 4}
# notes: np.average gives a NumPy number; the losses before it are fine.
# --- setup ---
import numpy as np
import tensorflow as tf

rng = np.random.default_rng(1)
w = tf.Variable(rng.normal(size=(3, 1)).astype("float32"))
bias = tf.Variable(0.1)
x = tf.constant(rng.normal(size=(6, 3)).astype("float32"))
labels = tf.constant([1.0, 0.0, 1.0, 1.0, 0.0, 0.0])
sample_weight = np.array([1.0, 2.0, 1.0, 0.5, 1.0, 1.0])
# --- cell ---
logit = (x @ w)[:, 0] + bias
per_sample = tf.nn.sigmoid_cross_entropy_with_logits(labels=labels, logits=logit)
hit = (logit.numpy() > 0) == (labels.numpy() > 0.5)
weighted_loss = np.average(per_sample, weights=sample_weight)
print("hits", hit.sum())

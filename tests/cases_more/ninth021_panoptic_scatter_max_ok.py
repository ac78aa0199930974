# source: https://github.com/tensorflow/tensorflow/issues/43765
# target: seg_loss
# sources: logits, boost
# expect: {"logits": "ok", "boost": "ok"}
# notes: TensorScatterMax raised a LookupError in TF 2.3; it is registered in 2.21 (no false alarm).
# --- setup ---
import numpy as np
import tensorflow as tf
logits = tf.Variable(np.random.default_rng(0).normal(size=(6,)).astype("float32"))
boost = tf.Variable([0.8, 0.1])
targets = tf.constant([0., 1., 0., 1., 0., 0.])
# --- cell ---
merged = tf.tensor_scatter_nd_max(tf.sigmoid(logits), [[1], [4]], boost)
seg_loss = tf.reduce_mean(tf.keras.losses.binary_crossentropy(targets, merged))

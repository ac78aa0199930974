# source: constructed on a guide
# target: loss
# sources: w, aug, feats
# expect: {"w": "ok", "aug": "stateful_op", "feats": "stateful_op"}
# culprit: {"feats": 1, "aug": 2}
# notes: tf.data pipeline: the augmentation strength is captured by map, the features by from_tensor_slices.
# --- setup ---
import numpy as np
import tensorflow as tf
w = tf.Variable([0.5, -0.2])
aug = tf.Variable(1.1)
feats = tf.Variable([[1.0, 2.0], [0.5, 1.0], [3.0, -1.0], [0.2, 0.1]])
labels = np.array([1.0, 0.0, 1.0, 0.0], "float32")
# --- cell ---
ds = (tf.data.Dataset.from_tensor_slices((feats, labels))
      .map(lambda f, y: (f * aug, y))
      .shuffle(4, seed=1)
      .batch(2))
loss = tf.constant(0.0)
for f, y in ds:
    pred = tf.sigmoid(tf.linalg.matvec(f, w))
    loss += tf.reduce_mean(tf.keras.losses.binary_crossentropy(y[:, None], pred[:, None]))

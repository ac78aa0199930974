# source: constructed (accuracy optimised directly)
# target: error_rate
# sources: kernel, bias
# expect: {"kernel": "registered_not_differentiable", "bias": "registered_not_differentiable"}
# culprit: {"kernel": 2, "bias": 2}
# notes: argmax and the comparison both stand on line 2; an accuracy has no gradient.
# --- setup ---
import numpy as np
import tensorflow as tf

import keras
keras.utils.set_random_seed(0)
head = keras.layers.Dense(3)
x = tf.constant(np.random.default_rng(0).normal(size=(6, 4)).astype("float32"))
labels = tf.constant([0, 2, 1, 1, 0, 2], tf.int64)
head(x)
kernel, bias = head.kernel, head.bias
# --- cell ---
logits = head(x)
hits = tf.equal(tf.argmax(logits, axis=-1), labels)
error_rate = 1.0 - tf.reduce_mean(tf.cast(hits, tf.float32))

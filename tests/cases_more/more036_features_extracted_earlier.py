# source: constructed (encoder run in an earlier notebook cell)
# target: loss
# sources: enc_kernel, cls_kernel
# expect: {"enc_kernel": "computed_before_tape", "cls_kernel": "ok"}
# culprit: {"enc_kernel": 1}
# notes: The features were computed before the tape was opened, so for the tape they are data.
# --- setup ---
import numpy as np
import tensorflow as tf

import keras
keras.utils.set_random_seed(0)
encoder, classifier = keras.layers.Dense(4, activation="relu"), keras.layers.Dense(2)
x = tf.constant(np.random.default_rng(0).normal(size=(5, 3)).astype("float32"))
features = encoder(x)
classifier(features)
enc_kernel, cls_kernel = encoder.kernel, classifier.kernel
labels = tf.constant([0, 1, 1, 0, 1])
# --- cell ---
logits = classifier(features)
loss = tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(labels=labels, logits=logits))

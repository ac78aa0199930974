# source: constructed on a guide
# target: loss
# sources: frozen_k, head_k, beta, moving_var
# expect: {"frozen_k": "ok", "head_k": "ok", "beta": "ok", "moving_var": "not_trainable"}
# notes: layer.trainable = False after the build leaves the variable watched, so the frozen kernel still has a gradient; batch norm at inference.
# --- setup ---
import numpy as np
import tensorflow as tf
import keras
keras.utils.set_random_seed(2)
extractor = keras.layers.Dense(4, activation="relu")
bn = keras.layers.BatchNormalization()
head = keras.layers.Dense(1)
x = np.random.default_rng(0).normal(size=(5, 3)).astype("float32")
head(bn(extractor(x)))
extractor.trainable = False
frozen_k, head_k, beta, moving_var = extractor.kernel, head.kernel, bn.beta, bn.moving_variance
# --- cell ---
feat = bn(extractor(x))
logit = head(feat)
loss = tf.reduce_mean(tf.nn.sigmoid_cross_entropy_with_logits(labels=tf.ones_like(logit), logits=logit))

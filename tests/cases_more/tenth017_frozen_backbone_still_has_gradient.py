# source: constructed
# target: loss
# sources: backbone_kernel, head_kernel, log_prior
# expect: {"backbone_kernel": "ok", "head_kernel": "ok", "log_prior": "ok"}
# notes: Keras 3 takes a frozen layer out of trainable_variables only; the tape still watches the kernel, so the gradient exists (no false alarm).
# --- setup ---
import keras
import numpy as np
import tensorflow as tf

keras.utils.set_random_seed(1)
inp = keras.Input((5,))
backbone = keras.Model(inp, keras.layers.Dense(6, activation="gelu", name="stem")(inp), name="backbone")
head = keras.layers.Dense(3, name="head")
full = keras.Model(inp, head(backbone(inp)))
backbone.trainable = False
backbone_kernel = backbone.get_layer("stem").kernel
head_kernel = head.kernel
log_prior = tf.Variable([0.0, 0.2, -0.1])
x = np.random.default_rng(1).normal(size=(4, 5)).astype("float32")
y = np.array([0, 2, 1, 1])
# --- cell ---
logits = full(x, training=True) + log_prior
loss = tf.reduce_mean(keras.losses.sparse_categorical_crossentropy(y, logits, from_logits=True))

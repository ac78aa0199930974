# source: constructed (Lambda layer that detaches the backbone)
# target: loss
# sources: backbone_kernel, head_kernel
# expect: {"backbone_kernel": "stop_gradient", "head_kernel": "ok"}
# culprit: {"backbone_kernel": 1}
# notes: The linear probe detaches the features inside the functional model.
# --- setup ---
import numpy as np
import tensorflow as tf

import keras
keras.utils.set_random_seed(0)
entry = keras.Input((4,))
features = keras.layers.Dense(5, activation="relu", name="backbone")(entry)
features = keras.layers.Lambda(keras.ops.stop_gradient)(features)
probe = keras.Model(entry, keras.layers.Dense(2, name="head")(features))
backbone_kernel, head_kernel = probe.get_layer("backbone").kernel, probe.get_layer("head").kernel
x = tf.constant(np.random.default_rng(0).normal(size=(6, 4)).astype("float32"))
# --- cell ---
logits = probe(x)
loss = tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(labels=[0, 1, 1, 0, 1, 0], logits=logits))

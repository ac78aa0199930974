# source: https://github.com/tensorflow/tensorflow/issues/44462
# target: top
# sources: maps, stem_kernel, head_kernel
# expect: {"maps": "not_connected", "stem_kernel": "ok", "head_kernel": "ok"}
# culprit: {"maps": 2}
# notes: Work-around for nested models: the maps come from one forward pass of the backbone, the score from a second one, so the score does not depend on that maps tensor.
# --- setup ---
import numpy as np
import tensorflow as tf
import keras
keras.utils.set_random_seed(0)
backbone = keras.Sequential([keras.Input((6, 6, 3)), keras.layers.Conv2D(4, 3, activation="relu")], name="vgg_like")
head = keras.Sequential([keras.Input((4, 4, 4)), keras.layers.Flatten(), keras.layers.Dense(3)])
stem_kernel = backbone.layers[0].kernel
head_kernel = head.layers[-1].kernel
photo = tf.constant(np.random.default_rng(2).random((1, 6, 6, 3)).astype("float32"))
# --- cell ---
maps = backbone(photo)
score = head(backbone(photo))
top = tf.reduce_max(score)

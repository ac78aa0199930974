# source: https://github.com/tensorflow/tensorflow/issues/59652
# target: class_score
# sources: feature_maps, conv_kernel, head_kernel
# expect: {"feature_maps": "wrong_object", "conv_kernel": "ok", "head_kernel": "ok"}
# culprit: {"feature_maps": 2}
# notes: Grad-CAM on a nested model: the feature maps come from a separate call of the inner network, while the score is computed by the whole model, which calls it again.
# --- setup ---
import numpy as np
import tensorflow as tf
import keras

keras.utils.set_random_seed(3)
inner = keras.Sequential([keras.Input((6, 6, 1)), keras.layers.Conv2D(2, 3, activation="relu")], name="backbone")
outer = keras.Sequential([keras.Input((6, 6, 1)), inner, keras.layers.GlobalAveragePooling2D(), keras.layers.Dense(3)])
conv_kernel, head_kernel = inner.layers[0].kernel, outer.layers[-1].kernel
img = tf.constant(np.random.default_rng(0).random((1, 6, 6, 1)).astype("float32"))
# --- cell ---
feature_maps = inner(img)
scores = outer(img)
top = tf.argmax(scores[0])
class_score = scores[0, top]

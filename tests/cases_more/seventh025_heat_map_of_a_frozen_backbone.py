# source: https://github.com/tensorflow/tensorflow/issues/59652
# target: class_score
# sources: maps, conv_kernel, head_kernel, moving_mean, photo
# expect: {"maps": "ok", "conv_kernel": "ok", "head_kernel": "ok", "moving_mean": "not_trainable", "photo": "not_watched"}
# notes: Grad-CAM after the inner model was frozen: Keras only takes the weights off the optimiser's list, the tape still records them; the moving average was never trainable and the photo is not watched.
# --- setup ---
import numpy as np
import tensorflow as tf
import keras

keras.utils.set_random_seed(6)
backbone = keras.Sequential([keras.Input((8, 8, 3)), keras.layers.Conv2D(4, 3, activation="relu"),
                             keras.layers.BatchNormalization()], name="inner")
head = keras.Sequential([keras.Input((6, 6, 4)), keras.layers.GlobalAveragePooling2D(), keras.layers.Dense(5)])
backbone.trainable = False
conv_kernel, head_kernel = backbone.layers[0].kernel, head.layers[-1].kernel
moving_mean = backbone.layers[1].moving_mean
photo = tf.constant(np.random.default_rng(6).random((1, 8, 8, 3)).astype("float32"))
# --- cell ---
maps = backbone(photo)
scores = head(maps)
winner = int(tf.argmax(scores[0]))
class_score = scores[:, winner]

# source: https://keras.io/guides/transfer_learning/#an-alternative-lightweight-workflow
# target: loss
# sources: conv, gamma, head, centre
# expect: {"conv": "computed_before_tape", "gamma": "computed_before_tape", "head": "ok", "centre": "not_trainable"}
# culprit: {"conv": 1, "gamma": 1}
# notes: The light workflow of the guide: the features of the base are computed once in another cell, only the head runs here; the centre of the features is a non-trainable weight.
# --- setup ---
import numpy as np
import tensorflow as tf
import keras

keras.utils.set_random_seed(1)
base = keras.Sequential([
    keras.Input((8, 8, 1)),
    keras.layers.Conv2D(3, 3, activation="relu"),
    keras.layers.BatchNormalization(),
    keras.layers.GlobalAveragePooling2D(),
])
images = tf.constant(np.random.default_rng(1).random((4, 8, 8, 1)).astype("float32"))
conv, gamma = base.layers[0].kernel, base.layers[1].gamma
features = base(images, training=False)
head_layer = keras.layers.Dense(2)
head_layer.build((None, 3))
head = head_layer.kernel
centre = tf.Variable(tf.reduce_mean(features, axis=0), trainable=False)
labels = tf.constant([0, 1, 0, 1])
# --- cell ---
logits = head_layer(features - centre)
loss = keras.losses.sparse_categorical_crossentropy(labels, logits, from_logits=True)
loss = tf.reduce_mean(loss)

# source: https://github.com/keras-team/keras/issues/16355
# target: loss
# sources: base_kernel, head_kernel, pictures
# options: --watch pictures
# expect: {"base_kernel": "ok", "head_kernel": "ok", "pictures": "ok"}
# notes: base.trainable = False after building takes the kernel out of trainable_variables, yet in Keras 3 the tape still watches the underlying variable (no false alarm).
# --- setup ---
import numpy as np
import tensorflow as tf
import keras
keras.utils.set_random_seed(0)
base = keras.Sequential([keras.Input((6, 6, 1)), keras.layers.Conv2D(2, 3, activation="relu"), keras.layers.Flatten()])
base.trainable = False
top = keras.layers.Dense(2)
pictures = tf.constant(np.random.default_rng(0).random((3, 6, 6, 1)).astype("float32"))
top(base(pictures))
base_kernel, head_kernel = base.layers[0].kernel, top.kernel
# --- cell ---
logits = top(base(pictures, training=False))
loss = tf.reduce_mean(keras.losses.sparse_categorical_crossentropy(tf.constant([0, 1, 1]), logits, from_logits=True))

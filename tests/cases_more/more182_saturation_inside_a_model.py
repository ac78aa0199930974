# source: constructed (augmentation as a Lambda layer)
# target: loss
# sources: inputs, dense_kernel
# expect: {"inputs": "no_gradient_registered", "dense_kernel": "no_gradient_registered"}
# culprit: {"inputs": 1, "dense_kernel": 1}
# notes: The Lambda layer calls adjust_saturation; the op lies on the tape, so the call for the kernel behind it raises, too.
# --- setup ---
import numpy as np
import tensorflow as tf

import keras
keras.utils.set_random_seed(0)
model = keras.Sequential([keras.Input((4, 4, 3)),
                          keras.layers.Lambda(lambda t: tf.image.adjust_saturation(t, 1.5)),
                          keras.layers.Flatten(), keras.layers.Dense(1)])
dense_kernel = model.layers[-1].kernel
inputs = tf.Variable(np.random.default_rng(0).random((2, 4, 4, 3)).astype("float32"))
# --- cell ---
out = model(inputs, training=True)
loss = tf.reduce_mean(out ** 2)

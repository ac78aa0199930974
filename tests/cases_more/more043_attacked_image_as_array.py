# source: constructed (adversarial example, array given to the model)
# target: loss
# sources: image, kernel
# options: --watch image
# expect: {"image": "left_tensorflow", "kernel": "ok"}
# culprit: {"image": 1}
# notes: The image is watched, but what the model gets is its NumPy copy.
# --- setup ---
import numpy as np
import tensorflow as tf

import keras
keras.utils.set_random_seed(0)
model = keras.Sequential([keras.Input((4, 4, 1)), keras.layers.Flatten(), keras.layers.Dense(3)])
kernel = model.layers[-1].kernel
image = tf.constant(np.random.default_rng(0).random((1, 4, 4, 1)).astype("float32"))
label = tf.constant([1])
# --- cell ---
logits = model(image.numpy())
loss = tf.keras.losses.sparse_categorical_crossentropy(label, logits, from_logits=True)

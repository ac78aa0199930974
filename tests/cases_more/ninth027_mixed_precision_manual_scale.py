# source: https://github.com/keras-team/keras/issues/20894
# target: scaled_loss
# sources: kernel, loss_scale, temperature
# expect: {"kernel": "ok", "loss_scale": "not_trainable", "temperature": "ok"}
# notes: float16 compute, float32 variables: the casts are differentiable. The loss scale is kept in a variable that is not trained.
# --- setup ---
import numpy as np
import tensorflow as tf
import keras
keras.utils.set_random_seed(0)
layer = keras.layers.Dense(3, dtype="mixed_float16")
x = np.random.default_rng(0).random((4, 2)).astype("float32")
y = np.array([0, 1, 2, 0])
layer(x)
kernel = layer.kernel
temperature = tf.Variable(2.0)
loss_scale = tf.Variable(1024.0, trainable=False)
# --- cell ---
half = layer(x) / tf.cast(temperature, tf.float16)
predictions = tf.cast(half, tf.float32)
loss = tf.reduce_mean(tf.keras.losses.sparse_categorical_crossentropy(y, predictions, from_logits=True))
scaled_loss = loss * loss_scale

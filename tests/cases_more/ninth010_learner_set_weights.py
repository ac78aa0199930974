# source: https://github.com/tensorflow/tensorflow/issues/53541
# target: loss
# sources: step, kernel
# options: --watch step
# expect: {"step": "stateful_op", "kernel": "ok"}
# culprit: {"step": 2}
# notes: New weights are computed from a watched scalar and written with set_weights, i.e. into the variables' state.
# --- setup ---
import numpy as np
import tensorflow as tf
import keras
keras.utils.set_random_seed(0)
learner = keras.Sequential([keras.Input((2,)), keras.layers.Dense(3, activation="softmax")])
kernel = learner.layers[0].kernel
step = tf.constant(0.1)
batch_x = tf.constant(np.random.default_rng(0).random((4, 2)).astype("float32"))
batch_y = keras.utils.to_categorical([0, 1, 2, 1], 3)
# --- cell ---
new_weights = [w - step * tf.sign(w) for w in learner.weights]
learner.set_weights(new_weights)
y_pred = learner(batch_x)
loss = tf.reduce_mean(keras.losses.categorical_crossentropy(batch_y, y_pred))

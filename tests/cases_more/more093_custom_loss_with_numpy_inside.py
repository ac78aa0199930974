# source: constructed (custom Keras-style loss that calls .numpy())
# target: loss
# sources: kernel, temperature
# expect: {"kernel": "left_tensorflow", "temperature": "ok"}
# culprit: {"kernel": 2}
# notes: The loss function of the project turns the prediction into an array in its first line.
# --- setup ---
import numpy as np
import tensorflow as tf

import keras
keras.utils.set_random_seed(0)
layer = keras.layers.Dense(3)
x = tf.constant(np.random.default_rng(0).normal(size=(4, 2)).astype("float32"))
y_true = np.eye(3, dtype="float32")[[0, 1, 2, 1]]
layer(x)
kernel = layer.kernel
temperature = tf.Variable(1.0)
def focal(y_true, y_pred, gamma=2.0):
    p = tf.nn.softmax(y_pred).numpy()
    p_t = (y_true * p).sum(axis=1)
    return float((-(1.0 - p_t) ** gamma * np.log(p_t)).mean())
# --- cell ---
logits = layer(x)
data_loss = focal(y_true, logits)
loss = data_loss / temperature

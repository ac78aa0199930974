# source: constructed (rounded loss for a table)
# target: loss
# sources: kernel, scale
# expect: {"kernel": "target_not_tensor", "scale": "target_not_tensor"}
# culprit: {"kernel": 3, "scale": 3}
# notes: np.round gives a NumPy value, which takes the name of the loss.
# --- setup ---
import numpy as np
import tensorflow as tf
import keras

keras.utils.set_random_seed(5)
dense = keras.layers.Dense(2)
x = tf.constant(np.random.default_rng(0).normal(size=(4, 3)).astype("float32"))
dense(x)
kernel = dense.kernel
scale = tf.Variable(0.9)
table = []
# --- cell ---
z = dense(x) * scale
loss = keras.losses.mean_squared_logarithmic_error(tf.ones([4, 2]), tf.nn.relu(z))
loss = np.round(tf.reduce_mean(loss), 3)
table.append(("step", loss))

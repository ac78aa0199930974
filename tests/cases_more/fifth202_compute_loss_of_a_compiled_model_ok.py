# source: https://github.com/keras-team/keras/issues/20274
# target: loss
# sources: kernel, weights
# expect: {"kernel": "ok", "weights": "ok"}
# notes: The compiled loss with learned sample weights and a regulariser.
# --- setup ---
import keras
import tensorflow as tf
keras.utils.set_random_seed(15)
model = keras.Sequential([keras.Input((2,)), keras.layers.Dense(1, kernel_regularizer="l2")])
model.compile("sgd", loss="mse")
kernel = model.layers[0].kernel
weights = tf.Variable([0.3, 0.7])
x, y = tf.constant([[1.0, 2.0], [0.5, -1.0]]), tf.constant([[1.0], [0.0]])
# --- cell ---
pred = model(x, training=True)
loss = model.compute_loss(x, y, pred, sample_weight=weights)

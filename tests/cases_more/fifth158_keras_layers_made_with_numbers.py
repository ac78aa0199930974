# source: https://github.com/keras-team/keras/issues/10321
# target: loss
# sources: scale, delta, kernel
# expect: {"scale": "left_tensorflow", "delta": "left_tensorflow", "kernel": "ok"}
# culprit: {"scale": 2, "delta": 4}
# notes: A rescaling layer and a Huber loss are built with numbers.
# --- setup ---
import keras
import tensorflow as tf
keras.utils.set_random_seed(13)
dense = keras.layers.Dense(2)
x, y = tf.constant([[1.0, 2.0, 3.0]]), tf.constant([[0.5, -0.5]])
dense(x)
kernel = dense.kernel
scale, delta = tf.Variable(0.3), tf.Variable(0.8)
# --- cell ---
rescale = keras.layers.Rescaling(
    scale=float(scale),
)
huber = keras.losses.Huber(delta=delta.numpy())
out = dense(rescale(x))
loss = huber(y, out)

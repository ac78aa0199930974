# source: https://github.com/tensorflow/tensorflow/issues/42311
# target: loss
# sources: log_scale, kernel
# expect: {"log_scale": "computed_before_tape", "kernel": "ok"}
# culprit: {"log_scale": 1}
# notes: The layer keeps the exponential that was computed when the model was put together.
# --- setup ---
import keras
import tensorflow as tf
keras.utils.set_random_seed(8)
class Rescale(keras.layers.Layer):
    def __init__(self, scale, **kw):
        super().__init__(**kw)
        self.scale = scale
    def call(self, x):
        return x * self.scale
log_scale = tf.Variable(0.4)
net = keras.Sequential([keras.Input((2,)), Rescale(tf.exp(log_scale)), keras.layers.Dense(1)])
kernel = net.layers[-1].kernel
x = tf.constant([[1.0, 2.0], [3.0, 4.0]])
# --- cell ---
out = net(x, training=True)
loss = tf.reduce_mean(out ** 2)

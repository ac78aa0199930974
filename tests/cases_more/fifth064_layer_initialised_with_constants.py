# source: https://github.com/tensorflow/tensorflow/issues/51489
# target: loss
# sources: w, kernel
# expect: {"w": "left_tensorflow", "kernel": "ok"}
# culprit: {"w": 1}
# notes: A fresh layer is initialised with the values of the learned matrix.
# --- setup ---
import keras
import tensorflow as tf
w = tf.Variable([[0.5, -0.5], [0.25, 0.75]])
x = tf.constant([[1.0, 2.0]])
# --- cell ---
start = keras.initializers.Constant(w.numpy())
layer = keras.layers.Dense(2, kernel_initializer=start, use_bias=False)
out = layer(x)
kernel = layer.kernel
loss = tf.reduce_sum(out ** 2)

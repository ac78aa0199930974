# source: https://github.com/tensorflow/tensorflow/issues/51489
# target: loss
# sources: w, s
# expect: {"w": "stateful_op", "s": "ok"}
# culprit: {"w": 2}
# notes: add_weight with an initialiser that computes from another variable.
# --- setup ---
import keras
import tensorflow as tf
w = tf.Variable([0.5, -0.5])
s = tf.Variable(2.0)
x = tf.constant([[1.0, 2.0]])
# --- cell ---
layer = keras.layers.Layer()
inner = layer.add_weight(shape=(2,), initializer=lambda shape, dtype=None: tf.exp(w))
loss = tf.reduce_sum(s * x * inner)

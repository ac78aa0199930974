# source: https://github.com/keras-team/keras/issues/19155
# target: loss
# sources: w, v
# expect: {"w": "stateful_op", "v": "ok"}
# culprit: {"w": 2}
# notes: A Keras variable made of a tensor starts a new history.
# --- setup ---
import keras
import tensorflow as tf
w = keras.Variable([[0.2, -0.1], [0.4, 0.3]])
v = keras.Variable([[1.0], [2.0]])
x = tf.constant([[1.0, 0.5]])
# --- cell ---
hidden = keras.ops.tanh(keras.ops.matmul(x, w))
memory = keras.Variable(hidden, name="memory")
loss = keras.ops.sum(keras.ops.matmul(memory, v))

# source: https://github.com/keras-team/keras/issues/19155
# target: total
# sources: w
# expect: {"w": "stateful_op"}
# culprit: {"w": 3}
# notes: The loss is accumulated in a Keras variable.
# --- setup ---
import keras
import tensorflow as tf
w = keras.Variable([1.0, 2.0])
# --- cell ---
total = keras.Variable(0.0, name="total")
for k in range(2):
    total.assign_add(w[k] ** 2)

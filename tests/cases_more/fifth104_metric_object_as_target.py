# source: https://github.com/tensorflow/tensorflow/issues/42542
# target: loss
# sources: w, b
# expect: {"w": "target_not_tensor", "b": "target_not_tensor"}
# culprit: {"w": 1, "b": 1}
# notes: The target's name holds the metric object.
# --- setup ---
import keras
import tensorflow as tf
w, b = tf.Variable(2.0), tf.Variable(0.5)
xs = tf.constant([1.0, 2.0, 3.0])
# --- cell ---
loss = keras.metrics.Mean(name="loss")
for x in xs:
    loss.update_state(tf.square(w * x + b - 1.0))

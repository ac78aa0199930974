# source: https://github.com/tensorflow/tensorflow/issues/55262
# target: loss
# sources: temp, w
# expect: {"temp": "left_tensorflow", "w": "ok"}
# culprit: {"temp": 2}
# notes: The conditional expression takes the float in inference mode.
# --- setup ---
import tensorflow as tf
temp, w = tf.Variable(0.9), tf.Variable([0.4, 0.8])
# --- cell ---
training = False
scale = temp if training else float(temp)
probs = tf.nn.softmax(w / scale)
loss = -tf.math.log(probs[0])

# source: https://github.com/tensorflow/tensorflow/issues/38751
# target: loss
# sources: scale, w
# expect: {"scale": "recording_stopped", "w": "ok"}
# culprit: {"scale": 2}
# notes: tf.init_scope lifts ops out of the recording, in eager mode too.
# --- setup ---
import tensorflow as tf
scale = tf.Variable([1.5, 0.5])
w = tf.Variable([0.2, -0.3])
x = tf.constant([1.0, 4.0])
# --- cell ---
with tf.init_scope():
    normaliser = tf.nn.softmax(scale)
loss = tf.reduce_sum(w * x * normaliser)

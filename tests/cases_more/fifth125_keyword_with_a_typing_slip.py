# source: https://github.com/tensorflow/tensorflow/issues/47469
# target: loss
# sources: gain, w
# expect: {"gain": "not_connected", "w": "ok"}
# culprit: {"gain": 2}
# notes: The keyword is misspelled and silently ignored.
# --- setup ---
import tensorflow as tf
def block(x, w, **options):
    factor = options.pop("gain", 1.0)
    return tf.nn.relu(x * w) * factor
gain, w = tf.Variable(1.5), tf.Variable([0.2, 0.8])
x = tf.constant([1.0, 2.0])
# --- cell ---
h = block(x, w, gian=gain)
loss = tf.reduce_sum(h)

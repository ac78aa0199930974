# source: constructed
# target: loss
# sources: left, right, offset
# expect: {"left": "ok", "right": "registered_not_differentiable", "offset": "left_tensorflow"}
# culprit: {"right": 2, "offset": 3}
# notes: One helper, used softly for left and with its rounding switch on for right; the offset becomes a Python number.
# --- setup ---
import tensorflow as tf

left = tf.Variable([0.4, 1.6, -2.3])
right = tf.Variable([1.2, -0.7, 0.9])
offset = tf.Variable(0.25)
def centre(values, hard=False):
    if hard:
        values = tf.round(values)
    return values - tf.reduce_mean(values)
# --- cell ---
a = centre(left)
b = centre(right, hard=True)
shift = float(offset)
loss = tf.reduce_sum(a * b) + shift * tf.reduce_sum(tf.abs(a))

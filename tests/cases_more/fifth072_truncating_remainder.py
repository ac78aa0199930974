# source: https://github.com/tensorflow/tensorflow/issues/21892
# target: loss
# sources: phase, amp
# expect: {"phase": "no_gradient_registered", "amp": "no_gradient_registered"}
# culprit: {"phase": 2, "amp": 2}
# notes: TruncateMod has no entry in the registry (FloorMod has one).
# --- setup ---
import tensorflow as tf
phase = tf.Variable([7.1, -3.3])
amp = tf.Variable(1.5)
# --- cell ---
def wrap(angle):
    return tf.truncatemod(angle, 6.2831855)
loss = tf.reduce_sum(amp * tf.cos(wrap(phase)))

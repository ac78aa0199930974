# source: https://github.com/tensorflow/tensorflow/issues/41510
# target: loss
# sources: w, v
# expect: {"w": "recording_stopped", "v": "ok"}
# culprit: {"w": 3}
# notes: stop_recording() used as a decorator: every call of the function is paused.
# --- setup ---
import tensorflow as tf
w, v = tf.Variable([0.5, 1.5]), tf.Variable([2.0, 1.0])
# --- cell ---
@tape.stop_recording()
def statistics(t):
    centred = t - tf.reduce_mean(t)
    return tf.math.reduce_std(centred)
spread = statistics(w)
loss = tf.reduce_sum(v ** 2) * spread

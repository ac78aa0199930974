# source: https://github.com/tensorflow/tensorflow/issues/27660
# target: y
# sources: x, scale, w
# expect: {"x": "recording_stopped", "scale": "ok", "w": "recording_stopped"}
# culprit: {"x": 2, "w": 2}
# notes: The function is evaluated while the recording is paused (as in the thread, where it was called after the tape); only the factor is applied afterwards.
# --- setup ---
import tensorflow as tf

x, w, scale = tf.Variable(9.0), tf.Variable([1.0, -0.5]), tf.Variable(2.0)
def f(v):
    return tf.reduce_sum(tf.sin(w * v) ** 2)
# --- cell ---
with tape.stop_recording():
    out = f(x)
y = scale * out

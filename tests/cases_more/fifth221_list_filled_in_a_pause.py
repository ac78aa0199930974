# source: https://github.com/tensorflow/tensorflow/issues/41510
# target: loss
# sources: w, v
# expect: {"w": "recording_stopped", "v": "ok"}
# culprit: {"w": 5}
# notes: The norms are collected in a pause and used afterwards.
# --- setup ---
import tensorflow as tf
w, v = tf.Variable([0.2, 0.4]), tf.Variable([1.0, 3.0])
# --- cell ---
norms = []
with tape.stop_recording():
    for t in (w, 2.0 * w):
        norms.append(
            tf.norm(t)
        )
loss = tf.reduce_sum(v) * norms[0]

# source: constructed
# target: loss
# sources: w, b
# expect: {"w": "recording_stopped", "b": "ok"}
# culprit: {"w": 2}
# notes: The variable is read in the pause, the rest is recorded.
# --- setup ---
import tensorflow as tf

w, b = tf.Variable([1.0, 2.0]), tf.Variable(0.5)
x = tf.constant([0.1, 0.2])
# --- cell ---
with tape.stop_recording():
    snapshot = w.read_value()
loss = tf.reduce_sum(snapshot * x + b)

# source: constructed (recording paused in one round of a loop)
# target: loss
# sources: a, b
# expect: {"a": "ok", "b": "recording_stopped"}
# culprit: {"b": 4}
# notes: The burn-in round runs with recording paused, and it is the only round in which b is used.
# --- setup ---
import tensorflow as tf

a, b = tf.Variable(0.8), tf.Variable(1.7)
# --- cell ---
x = tf.constant(1.0)
for step, rate in enumerate([b, a]):
    if step == 0:
        with tape.stop_recording(): x = tf.sin(x * rate)
    else:
        x = tf.sin(x * rate)
loss = x ** 2

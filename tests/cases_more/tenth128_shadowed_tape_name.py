# source: constructed (an inner tape with the same name is the one that is paused)
# target: out
# sources: u, v
# expect: {"u": "ok", "v": "ok"}
# notes: Inside the with block tape is the inner tape; stop_recording pauses only that one, and the outer tape records everything.
# --- setup ---
import tensorflow as tf

u = tf.Variable(1.5)
v = tf.Variable([0.5, 0.25])
def measure(m):
    with tf.GradientTape() as tape:
        a = u ** 3
        with tape.stop_recording():
            b = tf.reduce_sum(tf.exp(m))
        c = a * b
    return c, tape.gradient(c, u)
# --- cell ---
c, dc = measure(v)
out = dc / (1.0 + tf.square(c))

# source: https://github.com/tensorflow/tensorflow/issues/41510
# target: loss
# sources: w, v
# expect: {"w": "ok", "v": "ok"}
# notes: Functions and generators made in a pause run after it.
# --- setup ---
import tensorflow as tf
w, v = tf.Variable([0.2, 0.4]), tf.Variable([1.0, 3.0])
# --- cell ---
with tape.stop_recording():
    def energy(t):
        return tf.reduce_sum(tf.square(t))
    lazy = (energy(t) for t in (w, v))
    preview = [float(energy(t)) for t in (w, v)]
print(preview)
loss = tf.add_n(list(lazy))

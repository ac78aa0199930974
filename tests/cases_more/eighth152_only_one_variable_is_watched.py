# source: https://www.tensorflow.org/api_docs/python/tf/GradientTape#watch
# target: loss
# sources: w, v, late, copied
# options: --no-watch-accessed --watch w
# expect: {"w": "ok", "v": "ok", "late": "not_watched", "copied": "not_watched"}
# notes: The tape watches what it is told: w by an option, v by a call in the cell before its use, late too late; of the last one only a copy is watched.
# --- setup ---
import tensorflow as tf

w, v, late = tf.Variable(0.5), tf.Variable(1.5), tf.Variable(0.2)
copied = tf.Variable(0.7)
x = tf.constant([0.0, 1.0, 2.0])
# --- cell ---
tape.watch(v)
tape.watch(tf.convert_to_tensor(copied))
h = v * tf.sin(w * x) + late
tape.watch(late)
loss = copied * tf.reduce_mean(h ** 2)

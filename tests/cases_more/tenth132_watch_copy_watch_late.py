# source: constructed (tape.watch on a copy, tape.watch after the use, tape.watch in time)
# target: y
# sources: raw, late, ready, again
# expect: {"raw": "not_watched", "late": "not_watched", "ready": "ok", "again": "ok"}
# notes: Watching tf.identity(raw) watches another tensor; late is watched when everything is computed; again is watched between two uses, which is enough for the second.
# --- setup ---
import tensorflow as tf

raw = tf.constant([1.0, 2.0])
late = tf.constant(3.0)
ready = tf.constant([0.5, 0.1])
again = tf.constant(0.2)
# --- cell ---
tape.watch(tf.identity(raw))
tape.watch([ready])
first = tf.reduce_sum(raw * ready) * again
tape.watch(again)
second = first + tf.exp(again)
y = tf.sqrt(second + late ** 2)
tape.watch(late)

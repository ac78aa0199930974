# source: https://www.tensorflow.org/api_docs/python/tf/Variable#ref
# target: penalty
# sources: w, v, u, seen_twice
# expect: {"w": "ok", "v": "ok", "u": "stop_gradient", "seen_twice": "not_connected"}
# culprit: {"u": 7}
# notes: Variables are collected by reference in a set and a dictionary and dereferenced again, which keeps their identity; one factor is frozen on the way.
# --- setup ---
import tensorflow as tf

w, v, u = tf.Variable([1.0, 2.0]), tf.Variable([0.5, 0.5]), tf.Variable([3.0, 1.0])
seen_twice = tf.Variable([9.0, 9.0])
# --- cell ---
strength = {w.ref(): 0.1, v.ref(): 0.2, u.ref(): 0.3}
visited = {seen_twice.ref()}
penalty = tf.constant(0.0)
for key, factor in strength.items():
    if key in visited:
        continue
    value = tf.stop_gradient(key.deref()) if key == u.ref() else key.deref()
    penalty += factor * tf.reduce_sum(value ** 2)
    visited.add(key)

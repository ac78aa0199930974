# source: constructed
# target: y
# sources: k1, k2, k3
# expect: {"k1": "ok", "k2": "ok", "k3": "ok"}
# notes: Each lambda binds its own variable by a default argument (no false alarm).
# --- setup ---
import tensorflow as tf

k1, k2, k3 = tf.Variable(0.5), tf.Variable(1.5), tf.Variable(2.5)
stages = [lambda v, k=k: tf.sin(k * v) for k in (k1, k2, k3)]
# --- cell ---
v = tf.constant(0.7)
for stage in stages:
    v = stage(v)
    assert float(v) < 2.0
y = v * 3.0

# source: constructed
# target: y
# sources: gate_a, gate_b, gate_c
# expect: {"gate_a": "ok", "gate_b": "ok", "gate_c": "not_connected"}
# culprit: {"gate_c": 2}
# notes: The generator zips three gates with two kernels, so the last gate is silently left out.
# --- setup ---
import tensorflow as tf

gate_a, gate_b, gate_c = (tf.Variable(v) for v in (0.2, 0.5, 0.9))
gates = [gate_a, gate_b, gate_c]
kernels = [tf.ones([2, 2]) * 0.3, tf.eye(2)]        # one block was removed last week

def blocks(x):
    for k, g in zip(kernels, gates):
        x = tf.tanh(x @ k) * tf.sigmoid(g)
        yield x
# --- cell ---
*_, last = blocks(tf.constant([[1.0, -2.0]]))
y = tf.reduce_sum(last)

# source: constructed (sum, abs, zip and tf.constant on tensors)
# target: loss
# sources: w, v
# expect: {"w": "ok", "v": "ok"}
# notes: Iteration, sum() and abs() work on tensors with operations that the tape records, and tf.constant of a tensor hands back the same tensor (no false alarm).
# --- setup ---
import tensorflow as tf

w = tf.Variable([1.0, -2.0, 3.0])
v = tf.Variable([0.5, 0.5, -1.0])
# --- cell ---
products = [abs(a) * b for a, b in zip(w * 1.0, v * 1.0)]
again = tf.constant(tf.stack(products))
loss = sum(products) + sum(again ** 2)

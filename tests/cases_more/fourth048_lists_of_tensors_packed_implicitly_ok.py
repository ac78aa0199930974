# source: constructed
# target: loss
# sources: a, b, c
# expect: {"a": "ok", "b": "ok", "c": "ok"}
# notes: convert_to_tensor, stack and matmul all pack a nested list of tensors themselves (no false alarm).
# --- setup ---
import tensorflow as tf

a, b, c = tf.Variable(0.4), tf.Variable(1.3), tf.Variable([2.0, 1.0])
# --- cell ---
rot = tf.convert_to_tensor([[tf.cos(a), -tf.sin(a)], [tf.sin(a), tf.cos(a)]])
p = tf.linalg.matvec(rot, c)
q = tf.matmul([[b, 1.0]], p[:, None])
loss = tf.squeeze(q) ** 2

# source: constructed on a guide
# target: y
# sources: mat, axis, rows, w
# expect: {"mat": "ok", "axis": "integer_dtype", "rows": "integer_dtype", "w": "ok"}
# notes: One integer variable chooses the axis, another the shape.
# --- setup ---
import numpy as np
import tensorflow as tf
mat = tf.Variable(tf.ones([4, 3]))
axis = tf.Variable(1)
rows = tf.Variable(2)
w = tf.Variable([1.0, 2.0])
# --- cell ---
m = tf.reduce_logsumexp(mat, axis=int(axis))
folded = tf.reshape(m, [rows, -1])
y = tf.tensordot(w, tf.reduce_mean(folded, 1), 1)

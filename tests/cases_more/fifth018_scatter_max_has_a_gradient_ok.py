# source: https://github.com/tensorflow/tensorflow/issues/43765
# target: loss
# sources: mask, seg
# expect: {"mask": "ok", "seg": "ok"}
# notes: A LookupError in 2.3; these scatters are registered today.
# --- setup ---
import tensorflow as tf
mask = tf.Variable([0.2, 0.7, 0.4])
seg = tf.Variable([[0.1, 0.5], [0.9, 0.3]])
# --- cell ---
target = tf.tensor_scatter_nd_max(seg, [[0, 0], [0, 1], [1, 1]], mask)
lowest = tf.tensor_scatter_nd_min(seg, [[1, 0]], mask[:1])
loss = tf.reduce_sum(target ** 2) - tf.reduce_sum(lowest)

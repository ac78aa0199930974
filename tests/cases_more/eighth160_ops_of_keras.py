# source: https://keras.io/api/ops/
# target: loss
# sources: logits, table, order, calm
# expect: {"logits": "ok", "table": "ok", "order": "integer_dtype", "calm": "stop_gradient"}
# culprit: {"order": 1, "calm": 6}
# notes: Scatter, pad and take of keras.ops are differentiable; the indices of the largest entries are integers, stop_gradient is what it says.
# --- setup ---
import tensorflow as tf
from keras import ops

logits, order = tf.Variable([0.1, 0.9, 0.3]), tf.Variable([0.2, 0.8, 0.5])
table, calm = tf.Variable([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]]), tf.Variable(0.5)
# --- cell ---
places = ops.top_k(order, 2)[1]
chosen = ops.take(table, places, axis=0)
p = ops.softmax(logits)
patched = ops.scatter_update(ops.pad(p, [[1, 0]]), [[0]], ops.max(p)[None])
patched = ops.cond(ops.shape(p)[0] > 2, lambda: patched * 2.0, lambda: patched)
scale = ops.stop_gradient(calm) + ops.logsumexp(logits)
loss = ops.sum(ops.matmul(patched[1:3], chosen)) / scale

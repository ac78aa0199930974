# source: constructed
# target: loss
# sources: w1, w2, bias, flow
# expect: {"w1": "not_taken_branch", "w2": "not_taken_branch", "bias": "ok", "flow": "ok"}
# culprit: {"w1": 2, "w2": 2}
# notes: The iterator over the weights was already consumed by a print in an earlier cell, so the loop body never runs; the determinant in NumPy concerns a weight that is also used in TensorFlow.
# --- setup ---
import numpy as np
import tensorflow as tf

w1, w2 = tf.Variable([1.0, 2.0]), tf.Variable([0.5, 0.1])
bias = tf.Variable([0.3, 0.3])
flow = tf.Variable([[2.0, 0.1], [0.0, 1.5]])
pairs = zip([w1, w2], [1.0, 2.0])
print([v.shape for v, _ in pairs])
# --- cell ---
h = bias
for w, power in pairs:
    h = h + w ** power
logdet = float(np.linalg.slogdet(flow.numpy())[1])
loss = tf.reduce_sum(tf.linalg.matvec(flow, h) ** 2) - logdet

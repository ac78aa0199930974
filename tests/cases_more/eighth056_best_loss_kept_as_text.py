# source: constructed (best value bookkeeping)
# target: best
# sources: w, b
# expect: {"w": "target_not_tensor", "b": "target_not_tensor"}
# culprit: {"w": 4, "b": 4}
# notes: The bookkeeping replaces the tensor by a formatted string, which cannot be differentiated; the tensor under the other name could.
# --- setup ---
import tensorflow as tf

w, b = tf.Variable([0.2, 0.4]), tf.Variable(0.0)
xs = tf.constant([[1.0, 2.0], [0.5, -1.0]])
best = float("inf")
# --- cell ---
for row in tf.unstack(xs):
    loss = (tf.tensordot(row, w, 1) + b - 1.0) ** 2
    if loss < float(best):
        best = f"{loss:.4f}"

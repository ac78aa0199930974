# source: constructed (weight decay with a filter on the name)
# target: decay
# sources: kernel, bias
# expect: {"kernel": "ok", "bias": "not_taken_branch"}
# culprit: {"bias": 1}
# notes: The condition in the comprehension leaves the biases out on purpose.
# --- setup ---
import tensorflow as tf

kernel, bias = tf.Variable([[0.5, 1.0]], name="kernel"), tf.Variable([0.1, 0.2], name="bias")
weights = [kernel, bias]
# --- cell ---
norms = [tf.nn.l2_loss(v) for v in weights if "bias" not in v.name]
decay = 1e-2 * tf.add_n(norms)

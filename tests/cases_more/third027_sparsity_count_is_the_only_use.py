# source: constructed (pruning notebook)
# target: objective
# sources: gate_logits, w
# expect: {"gate_logits": "registered_not_differentiable", "w": "ok"}
# culprit: {"gate_logits": 3}
# notes: The gates enter the objective only by how many are open; the mask multiplication was commented out.
# --- setup ---
import numpy as np
import tensorflow as tf

rng = np.random.default_rng(3)
gate_logits = tf.Variable(rng.normal(size=(6,)).astype("float32"))
w = tf.Variable(rng.normal(size=(6,)).astype("float32"))
x = tf.constant(rng.normal(size=(4, 6)).astype("float32"))
# --- cell ---
gate = tf.sigmoid(gate_logits)
effective = w  # * gate
open_gates = tf.math.count_nonzero(tf.nn.relu(gate - 0.5), dtype=tf.float32)
fit = tf.reduce_mean(tf.linalg.matvec(x, effective) ** 2)
objective = fit + 0.05 * open_gates

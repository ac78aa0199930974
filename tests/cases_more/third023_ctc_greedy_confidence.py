# source: constructed (speech model trained on its greedy score)
# target: objective
# sources: acoustic, lm_weight
# expect: {"acoustic": "registered_not_differentiable", "lm_weight": "ok"}
# culprit: {"acoustic": 2}
# notes: The greedy decoder returns a float score, but the op is not differentiable; the decoded text is only printed.
# --- setup ---
import numpy as np
import tensorflow as tf

rng = np.random.default_rng(12)
acoustic = tf.Variable(rng.normal(size=(3, 4)).astype("float32"))
lm_weight = tf.Variable(0.3)
frames = tf.constant(rng.normal(size=(5, 1, 3)).astype("float32"))
# --- cell ---
logits = frames @ acoustic
paths, neg_score = tf.nn.ctc_greedy_decoder(logits, tf.constant([5]))
print("decoded", paths[0].values.numpy())
lm_cost = tf.square(lm_weight - 1.0)
objective = tf.reduce_mean(neg_score) + lm_cost

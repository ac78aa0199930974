# source: constructed on a guide
# target: kept_mean
# sources: scores, cut
# expect: {"scores": "ok", "cut": "registered_not_differentiable"}
# culprit: {"cut": 1}
# notes: Boolean mask by a comparison with the learned cut.
# --- setup ---
import numpy as np
import tensorflow as tf
scores = tf.Variable([0.1, 0.7, 0.4, 0.9])
cut = tf.Variable(0.3)
def report(name, t):
    print(f"{name}: n={t.shape[0]} mean={np.mean(t):.3f}")
# --- cell ---
keep = tf.greater(scores, cut)
kept = tf.boolean_mask(scores, keep)
report("kept", kept)
dropped = tf.boolean_mask(scores, tf.logical_not(keep))
report("dropped", dropped)
kept_mean = tf.reduce_mean(kept ** 2)

# source: constructed on a guide
# target: engagement
# sources: clicks, weight, cutoff
# expect: {"clicks": "ok", "weight": "ok", "cutoff": "registered_not_differentiable"}
# culprit: {"cutoff": 2}
# notes: Ragged sessions: the mask comes from a comparison with the cutoff.
# --- setup ---
import numpy as np
import tensorflow as tf
clicks = tf.Variable([1.0, 2.0, 0.5, 3.0, 0.2, 0.9])
weight = tf.Variable([0.5, 0.3, 0.8])
cutoff = tf.Variable(0.4)
# --- cell ---
sessions = tf.RaggedTensor.from_row_lengths(clicks * 1.0, [2, 3, 1])
long_enough = sessions > cutoff
kept = tf.ragged.boolean_mask(sessions, long_enough)
mean = tf.reduce_mean(kept, axis=1)
padded = kept.to_tensor(default_value=0.0)
engagement = tf.reduce_sum(weight * mean) + 0.1 * tf.reduce_max(padded)

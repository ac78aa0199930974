# source: constructed (score of a CTC decoder used as a loss)
# target: loss
# sources: logits, weight
# expect: {"logits": "registered_not_differentiable", "weight": "ok"}
# culprit: {"logits": 2}
# notes: The decoder also returns a float score, but the whole op is registered as not differentiable.
# --- setup ---
import numpy as np
import tensorflow as tf

logits = tf.Variable(np.random.default_rng(0).normal(size=(4, 1, 3)).astype("float32"))
weight = tf.Variable(0.5)
# --- cell ---
log_probs = tf.nn.log_softmax(logits)
decoded, score = tf.nn.ctc_greedy_decoder(log_probs, sequence_length=[4])
loss = weight * tf.reduce_sum(score)

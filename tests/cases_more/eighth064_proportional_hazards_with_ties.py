# source: constructed (Cox regression)
# target: nll
# sources: beta, follow_up, cut
# options: --watch follow_up
# expect: {"beta": "ok", "follow_up": "integer_dtype", "cut": "registered_not_differentiable"}
# culprit: {"follow_up": 2, "cut": 4}
# notes: The partial likelihood sorts the patients by their times; the coefficients are connected through a cumulative log-sum-exp, the times only give an order and the cut-off only an indicator.
# --- setup ---
import numpy as np
import tensorflow as tf

rng = np.random.default_rng(864)
beta, cut = tf.Variable(rng.normal(size=(3, 1)).astype("float32")), tf.Variable(2.0)
covariates = tf.constant(rng.normal(size=(7, 3)).astype("float32"))
follow_up = tf.constant(rng.exponential(size=7).astype("float32"))
event = tf.constant([1.0, 0.0, 1.0, 1.0, 0.0, 1.0, 1.0])
# --- cell ---
risk = tf.squeeze(covariates @ beta, -1)
order = tf.argsort(follow_up, direction="DESCENDING")
risk, seen = tf.gather(risk, order), tf.gather(event, order)
weight = tf.cast(risk < cut, tf.float32)
partial = risk - tf.math.cumulative_logsumexp(risk)
nll = -tf.reduce_sum(partial * seen * weight) / tf.reduce_sum(seen)

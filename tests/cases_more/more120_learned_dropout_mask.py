# source: constructed (Bernoulli mask with a learned rate)
# target: loss
# sources: keep_logit, w
# expect: {"keep_logit": "registered_not_differentiable", "w": "ok"}
# culprit: {"keep_logit": 2}
# notes: Comparing uniform noise with a probability is sampling; it gives the rate no gradient.
# --- setup ---
import tensorflow as tf

keep_logit = tf.Variable(0.4)
w = tf.Variable([0.1, 0.2, 0.3, 0.4])
# --- cell ---
keep = tf.sigmoid(keep_logit)
mask = tf.cast(tf.random.stateless_uniform([4], [1, 2]) < keep, tf.float32)
loss = tf.reduce_sum((mask * w) ** 2)

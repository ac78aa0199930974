# source: constructed (log-sum-exp with a detached maximum)
# target: lse
# sources: scores, bias
# expect: {"scores": "ok", "bias": "ok"}
# notes: The maximum is detached for numerical reasons only; the scores are still differentiated (no false alarm).
# --- setup ---
import tensorflow as tf

scores, bias = tf.Variable([5.0, 2.0, 9.0]), tf.Variable(0.5)
# --- cell ---
shifted = scores + bias
top = tf.stop_gradient(tf.reduce_max(shifted))
lse = tf.math.log(tf.reduce_sum(tf.exp(shifted - top))) + top

# source: https://github.com/tensorflow/tensorflow/issues/45604
# target: loss
# sources: w, v, penalty_weight
# expect: {"w": "ok", "v": "ok", "penalty_weight": "not_taken_branch"}
# culprit: {"penalty_weight": 6}
# notes: The inner tape is asked for -score, which was negated after it closed; the answer is None and the penalty is silently skipped.
# --- setup ---
import tensorflow as tf

w = tf.Variable([[0.4, -0.3], [0.2, 0.9]])
v = tf.Variable([[1.0], [-0.5]])
penalty_weight = tf.Variable(10.0)
x = tf.constant([[0.3, 0.8], [-0.6, 0.1]])
def critic(inputs):
    return tf.tanh(inputs @ w) @ v
# --- cell ---
with tf.GradientTape() as inner:
    inner.watch(x)
    score = critic(x)
loss = -tf.reduce_mean(score)
slope = inner.gradient(-score, x)
if slope is not None:
    loss += penalty_weight * tf.reduce_mean((tf.norm(slope, axis=1) - 1.0) ** 2)

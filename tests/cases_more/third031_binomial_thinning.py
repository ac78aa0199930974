# source: constructed (survey simulation with random responses)
# target: gap
# sources: logit, offset
# expect: {"logit": "registered_not_differentiable", "offset": "ok"}
# culprit: {"logit": 2}
# notes: The number of answers is drawn with stateless_binomial; sampling of counts has no gradient.
# --- setup ---
import tensorflow as tf

logit = tf.Variable([0.1, -0.4, 0.8])
offset = tf.Variable(0.5)
observed = tf.constant([5.0, 4.0, 7.0])
# --- cell ---
p = tf.sigmoid(logit)
answers = tf.random.stateless_binomial(
    shape=[3], seed=[4, 2],
    counts=10.0, probs=p,
    output_dtype=tf.float32)
expected = tf.reduce_mean(answers + offset)
gap = (expected - tf.reduce_mean(observed)) ** 2

# source: constructed (expectation maximisation exercise)
# target: neg_q
# sources: means, log_sigma, resp_sharp, mix_logits, hard_prior
# expect: {"means": "ok", "log_sigma": "ok", "resp_sharp": "stop_gradient", "mix_logits": "stop_gradient", "hard_prior": "registered_not_differentiable"}
# culprit: {"resp_sharp": 6, "mix_logits": 6, "hard_prior": 7}
# notes: The E-step is detached, the M-step objective learns means and widths; mixing logits and sharpness enter through the responsibilities only.
# --- setup ---
import tensorflow as tf

data = tf.constant([-1.2, -0.8, 0.9, 1.4, 1.1])
means, log_sigma = tf.Variable([-1.0, 1.0]), tf.Variable([0.0, 0.0])
mix_logits, resp_sharp = tf.Variable([0.1, 0.2]), tf.Variable(1.0)
hard_prior = tf.Variable([0.3, 0.4])
# --- cell ---
def log_comp(m, s):
    z = (data[:, None] - m) / tf.exp(s)
    return -0.5 * z ** 2 - s
comp = log_comp(means, log_sigma)
resp = tf.nn.softmax(resp_sharp * (comp + tf.nn.log_softmax(mix_logits)), axis=1)
resp = tf.stop_gradient(resp)
votes = tf.argmax(comp + hard_prior, axis=1)
sizes = tf.reduce_sum(tf.one_hot(votes, 2), axis=0)
neg_q = -tf.reduce_sum(resp * comp * (sizes + 1.0) / 7.0)

# source: https://github.com/tensorflow/probability/issues/999
# target: elbo
# sources: loc, raw_scale, prior_loc
# expect: {"loc": "ok", "raw_scale": "ok", "prior_loc": "stop_gradient"}
# culprit: {"prior_loc": 3}
# notes: A helper detaches every parameter of the prior with nested maps.
# --- setup ---
import tensorflow as tf
def kl(p, q):
    mean_p, sd_p = p
    mean_q, sd_q = q
    ratio = tf.square(sd_p / sd_q)
    return 0.5 * tf.reduce_sum(ratio + tf.square((mean_q - mean_p) / sd_q) - 1.0 - tf.math.log(ratio))
def constant_like(dist):
    return tuple(map(tf.stop_gradient, map(tf.convert_to_tensor, dist)))
loc, raw_scale, prior_loc = tf.Variable([0.1, 0.2]), tf.Variable([0.0, 0.5]), tf.Variable([1.0, 1.0])
# --- cell ---
posterior = (loc, tf.nn.softplus(raw_scale))
prior = (prior_loc, tf.ones([2]))
divergence = kl(posterior, constant_like(prior))
sample = posterior[0] + posterior[1] * tf.random.stateless_normal([2], [1, 1])
elbo = -tf.reduce_sum(tf.square(sample - 0.5)) - divergence

# source: constructed (state estimation: bootstrap filter)
# target: nll
# sources: drift, obs_noise, start, sharp, proc_noise
# expect: {"drift": "ok", "obs_noise": "ok", "start": "ok", "sharp": "registered_not_differentiable", "proc_noise": "ok"}
# culprit: {"sharp": 7}
# notes: Ancestors are drawn with tf.random.categorical: the sharpening of the weights acts on the draw only, the other parameters are also in the likelihood.
# --- setup ---
import tensorflow as tf

tf.random.set_seed(4)
drift, obs_noise, proc_noise = tf.Variable(0.2), tf.Variable(0.5), tf.Variable(0.3)
start, sharp = tf.Variable(0.0), tf.Variable(1.0)
observed = [0.3, 0.4, 0.8]
# --- cell ---
cloud = start + 0.1 * tf.random.normal([16])
nll = tf.constant(0.0)
for z in observed:
    cloud = cloud + drift + proc_noise * tf.random.normal([16])
    log_w = -0.5 * ((z - cloud) / obs_noise) ** 2 - tf.math.log(obs_noise)
    nll -= tf.reduce_logsumexp(log_w)
    ancestors = tf.random.categorical((sharp * log_w)[None], 16)[0]
    cloud = tf.gather(cloud, ancestors)

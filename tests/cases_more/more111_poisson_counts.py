# source: constructed (simulated photon counts)
# target: nll
# sources: rate, background
# expect: {"rate": "no_gradient_registered", "background": "no_gradient_registered"}
# culprit: {"rate": 1, "background": 1}
# notes: Sampling without a reparametrisation; for this op TensorFlow has no registry entry at all and raises.
# --- setup ---
import tensorflow as tf

rate = tf.Variable([3.0, 8.0])
background = tf.Variable(0.5)
# --- cell ---
counts = tf.random.poisson([4], rate, seed=1)
expected = rate + background + tf.zeros([4, 2])
nll = tf.reduce_mean(tf.nn.log_poisson_loss(counts, tf.math.log(expected)))

# source: https://www.tensorflow.org/api_docs/python/tf/random (stateless samplers)
# target: loss
# sources: alpha, width, prob, trials, bounds
# expect: {"alpha": "ok", "width": "ok", "prob": "registered_not_differentiable", "trials": "registered_not_differentiable", "bounds": "ok"}
# culprit: {"prob": 4, "trials": 4}
# notes: Gamma and truncated normal numbers are differentiable in their parameters, binomial ones are not although they are floats here.
# --- setup ---
import tensorflow as tf

alpha, width = tf.Variable([1.5, 3.0]), tf.Variable(0.4)
prob, trials = tf.Variable(0.3), tf.Variable(12.0)
bounds = tf.Variable([-1.0, 2.0])
seed = [3, 5]
# --- cell ---
g = tf.random.stateless_gamma([4, 2], seed, alpha=alpha)
share = g / tf.reduce_sum(g, axis=1, keepdims=True)
t = tf.random.stateless_parameterized_truncated_normal([4], seed, 0.0, width, bounds[0], bounds[1])
hits = tf.random.stateless_binomial([4], seed, counts=trials, probs=prob, output_dtype=tf.float32)
loss = tf.reduce_mean(tf.square(share[:, 0] * hits / 12.0 - t))

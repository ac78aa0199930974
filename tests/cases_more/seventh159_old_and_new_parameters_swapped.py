# source: https://www.tensorflow.org/guide/variable (constructed)
# target: risk
# sources: theta, prior, rate, temper
# expect: {"theta": "replaced_by_tensor", "prior": "ok", "rate": "ok", "temper": "not_connected"}
# culprit: {"theta": 5}
# notes: One tuple assignment keeps the old parameters and takes the name theta for the stepped ones, after the use; prior is rebound before its use.
# --- setup ---
import tensorflow as tf

theta = tf.Variable([0.5, -0.5])
prior = tf.Variable([0.1, 0.1])
rate = tf.Variable(0.2)
temper = tf.Variable(1.0)
x = tf.constant([[1.0, 0.0], [0.5, 2.0]])
# --- cell ---
prior = prior * 2.0
annealed = temper * 0.9
score = tf.linalg.matvec(x, theta) - rate
risk = tf.reduce_mean(tf.nn.softplus(score)) + tf.reduce_sum(tf.square(prior))
previous, theta = theta, theta - 0.1 * tf.ones_like(theta)
print("annealed to", annealed.numpy())

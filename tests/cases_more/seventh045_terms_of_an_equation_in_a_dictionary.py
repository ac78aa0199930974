# source: https://github.com/tensorflow/tensorflow/issues/24849
# target: residual
# sources: growth, capacity, harvest, season
# expect: {"growth": "ok", "capacity": "ok", "harvest": "not_taken_branch", "season": "not_connected"}
# culprit: {"harvest": 2, "season": 5}
# notes: Parameters that are not in the expression have no gradient: one term is switched off by the model options, another belongs to an equation that was never selected.
# --- setup ---
import tensorflow as tf

growth, capacity = tf.Variable(0.8), tf.Variable(10.0)
harvest, season = tf.Variable(0.1), tf.Variable(0.5)
options = {"harvest": False}
equations = {
    "logistic": lambda n, t: growth * n * (1.0 - n / capacity),
    "seasonal": lambda n, t: growth * n * (1.0 + season * tf.sin(t)),
}
observed = tf.constant([1.0, 1.8, 3.0, 4.4])
times = tf.range(4, dtype=tf.float32)
# --- cell ---
rate = equations["logistic"](observed, times)
if options["harvest"]:
    rate = rate - harvest * observed
predicted = observed[:-1] + rate[:-1]
residual = tf.reduce_sum((observed[1:] - predicted) ** 2)

# source: https://github.com/vpetren/gradnorm_tf/issues/16
# target: total_loss
# sources: w_task1, w_task2, shared
# expect: {"w_task1": "not_connected", "w_task2": "not_connected", "shared": "ok"}
# culprit: {"w_task1": 6, "w_task2": 6}
# notes: The task weights are applied to the reported losses only; the sum uses the raw ones.
# --- setup ---
import numpy as np
import tensorflow as tf

rng = np.random.default_rng(2)
shared = tf.Variable(rng.normal(size=(3, 2)).astype("float32"))
w_task1, w_task2 = tf.Variable(1.0), tf.Variable(1.0)
x = tf.constant(rng.normal(size=(5, 3)).astype("float32"))
# --- cell ---
heads = tf.unstack(tf.tanh(x @ shared), axis=1)
l1 = tf.reduce_mean((heads[0] - 0.3) ** 2)
l2 = tf.reduce_mean((heads[1] + 0.3) ** 2)
weighted = [w_task1 * l1, w_task2 * l2]
report = {"task%d" % i: float(v) for i, v in enumerate(weighted, 1)}
total_loss = tf.add_n([l1, l2])
print(report)

# source: constructed on a guide
# target: total
# sources: log_var_a, log_var_b, shared
# expect: {"log_var_a": "ok", "log_var_b": "not_taken_branch", "shared": "ok"}
# culprit: {"log_var_b": 5}
# notes: The second task is skipped since its schedule has not begun.
# --- setup ---
import numpy as np
import tensorflow as tf
rng = np.random.default_rng(0)
shared = tf.Variable(rng.normal(size=(3, 2)).astype("float32"))
log_var_a = tf.Variable(0.0)
log_var_b = tf.Variable(0.2)
cfg = {"start": {"depth": 0, "normals": 20}, "tasks": ["depth", "normals"]}
x = tf.constant(rng.normal(size=(5, 3)).astype("float32"))
y = {"depth": tf.zeros([5]), "normals": tf.ones([5])}
epoch = 3
# --- cell ---
h = tf.tanh(x @ shared)
heads = {"depth": h[:, 0], "normals": h[:, 1]}
total = 0.0
for task in cfg["tasks"]:
    if epoch >= cfg["start"][task]:
        lv = log_var_a if task == "depth" else log_var_b
        mse = tf.reduce_mean((heads[task] - y[task]) ** 2)
        total += tf.exp(-lv) * mse + lv
print("total", float(total))

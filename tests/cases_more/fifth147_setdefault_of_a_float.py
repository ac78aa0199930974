# source: https://github.com/tensorflow/tensorflow/issues/42984
# target: loss
# sources: alpha, beta
# expect: {"alpha": "left_tensorflow", "beta": "ok"}
# culprit: {"alpha": 1}
# notes: One hyper-parameter is stored as a rounded float, the other as a tensor.
# --- setup ---
import tensorflow as tf
alpha, beta = tf.Variable(0.4), tf.Variable(1.3)
hyper = {"rounds": 2}
# --- cell ---
hyper.setdefault("alpha", round(float(tf.nn.softplus(alpha)), 3))
hyper.setdefault("beta", tf.nn.softplus(beta))
level = tf.constant(1.0)
for _ in range(hyper["rounds"]):
    level = level * hyper["beta"] + hyper["alpha"]
loss = level ** 2

# source: constructed (copy.copy and copy.deepcopy)
# target: loss
# sources: w, b, scale
# expect: {"w": "wrong_object", "b": "ok", "scale": "ok"}
# culprit: {"w": 1}
# notes: The trial parameters are a deep copy, the backup is a shallow one: the weights in the first are new variables, the bias in the second is the old one.
# --- setup ---
import copy
import tensorflow as tf

params = {"w": tf.Variable([[0.3], [0.6]]), "b": tf.Variable([0.1])}
w, b = params["w"], params["b"]
scale = tf.Variable(1.5)
x = tf.constant([[1.0, 2.0], [3.0, 4.0]])
# --- cell ---
trial = copy.deepcopy(params)
backup = copy.copy(params)
trial["b"] = backup["b"] * scale
pred = x @ trial["w"] + trial["b"]
loss = tf.reduce_mean((pred - 1.0) ** 2)

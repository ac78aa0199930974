# source: constructed on a guide
# target: loss
# sources: W1, b1, W2
# expect: {"W1": "ok", "b1": "replaced_by_tensor", "W2": "ok"}
# culprit: {"b1": 6}
# notes: A cell at the end updates one name functionally while the others are assigned.
# --- setup ---
import numpy as np
import tensorflow as tf
rng = np.random.default_rng(0)
X = rng.normal(size=(10, 3)).astype("float32")
Y = rng.normal(size=(10, 1)).astype("float32")
W1 = tf.Variable(rng.normal(size=(3, 4)).astype("float32"))
b1 = tf.Variable(tf.zeros([4]))
W2 = tf.Variable(rng.normal(size=(4, 1)).astype("float32"))
lr = 0.1
def mlp(p, x):
    return tf.nn.relu(x @ p["W1"] + p["b1"]) @ p["W2"]
# --- cell ---
params = {"W1": W1, "b1": b1, "W2": W2}
with tf.GradientTape() as t:
    loss = tf.reduce_mean((mlp(params, X) - Y) ** 2)
grads = t.gradient(loss, params)
W1.assign_sub(lr * grads["W1"])
b1 = b1 - lr * grads["b1"]
W2.assign_sub(lr * grads["W2"])
after = tf.reduce_mean((mlp(params, X) - Y) ** 2)
print("before %.3f after %.3f" % (loss, after))

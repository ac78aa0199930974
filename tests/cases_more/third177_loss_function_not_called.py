# source: constructed (missing parentheses)
# target: loss
# sources: w, b
# expect: {"w": "target_not_tensor", "b": "target_not_tensor"}
# culprit: {"w": 3, "b": 3}
# notes: The target is the function itself; the call is missing.
# --- setup ---
import numpy as np
import tensorflow as tf

rng = np.random.default_rng(0)
w = tf.Variable(rng.normal(size=(2, 1)).astype("float32"))
b = tf.Variable([0.0])
x, y = tf.constant(rng.normal(size=(4, 2)).astype("float32")), tf.ones([4, 1])
def forward():
    return x @ w + b
def mse():
    return tf.reduce_mean((forward() - y) ** 2)
# --- cell ---
pred = forward()
baseline = float(tf.math.reduce_variance(pred))
loss = mse
print("variance", baseline)

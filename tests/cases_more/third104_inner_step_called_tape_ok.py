# source: https://www.tensorflow.org/tutorials/customization/custom_training_walkthrough
# target: total
# sources: w, b
# expect: {"w": "ok", "b": "ok"}
# notes: The cell opens its own tape under the name tape and applies an update by hand; the outer recording is complete (no false alarm).
# --- setup ---
import numpy as np
import tensorflow as tf

rng = np.random.default_rng(5)
w = tf.Variable(rng.normal(size=(2, 1)).astype("float32"))
b = tf.Variable([0.0])
x, y = tf.constant(rng.normal(size=(4, 2)).astype("float32")), tf.ones([4, 1])
def mse():
    return tf.reduce_mean((x @ w + b - y) ** 2)
# --- cell ---
total = tf.constant(0.0)
for epoch in range(2):
    with tf.GradientTape() as tape:
        loss = mse()
    gw, gb = tape.gradient(loss, [w, b])
    w.assign_sub(0.1 * gw)
    b.assign_sub(0.1 * gb)
    total += loss
print("mean loss", total.numpy() / 2)

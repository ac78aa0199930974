# source: constructed (NumPy data multiplied by variables)
# target: loss
# sources: w, b, scale
# expect: {"w": "ok", "b": "ok", "scale": "ok"}
# notes: An ndarray or a NumPy float on the left of a variable gives a TensorFlow tensor; NumPy is used on every line (no false alarm).
# --- setup ---
import numpy as np
import tensorflow as tf

rng = np.random.default_rng(9)
features = rng.normal(size=(5, 3)).astype("float32")
w = tf.Variable(rng.normal(size=(3, 1)).astype("float32"))
b = tf.Variable(np.zeros(1, "float32"))
scale = tf.Variable(np.float32(0.5))
weights = np.linspace(0.5, 1.0, 5, dtype="float32")[:, None]
# --- cell ---
pred = features @ w + b
scaled = np.float32(2.0) * scale * pred
weighted = weights * scaled
order = np.argsort(weighted.numpy()[:, 0])
loss = np.float32(1.0 / 5) * tf.reduce_sum(weighted ** 2)
print("order", order.tolist())

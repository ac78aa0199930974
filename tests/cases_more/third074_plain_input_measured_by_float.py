# source: constructed (feature attribution for tabular data)
# target: attribution
# sources: row, w
# expect: {"row": "left_tensorflow", "w": "ok"}
# culprit: {"row": 1}
# notes: The row is a plain tensor and its entries are taken out as Python numbers by a comprehension; the exit is nearest the target, the missing watch is the other break.
# --- setup ---
import tensorflow as tf

row = tf.constant([0.4, 1.2, -0.6])
w = tf.Variable([0.5, -0.1, 0.8])
names = ["age", "income", "debt"]
# --- cell ---
cells = {n: v.numpy() for n, v in zip(names, row)}
ratio = cells["debt"] / cells["income"]
features = tf.stack([cells["age"], cells["income"], ratio])
attribution = tf.sigmoid(tf.reduce_sum(features * w))

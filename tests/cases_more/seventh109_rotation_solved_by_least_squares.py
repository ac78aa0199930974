# source: constructed (point-cloud registration with a detached solver)
# target: loss
# sources: source_points, scale, translation, weights
# expect: {"source_points": "left_tensorflow", "scale": "ok", "translation": "ok", "weights": "left_tensorflow"}
# culprit: {"source_points": 1, "weights": 2}
# notes: The rotation comes from NumPy's singular value decomposition; scale and translation are applied in TensorFlow, the moved cloud is a detached copy.
# --- setup ---
import numpy as np
import tensorflow as tf

rng = np.random.default_rng(80)
source_points = tf.Variable(rng.normal(size=(6, 3)).astype("float32"))
weights = tf.Variable(rng.random((6, 1)).astype("float32"))
scale, translation = tf.Variable(1.1), tf.Variable([0.1, 0.0, -0.2])
target_points = rng.normal(size=(6, 3)).astype("float32")
def kabsch(p, q, w):
    u, _, vt = np.linalg.svd((p * w).T @ q)
    return (u @ vt).astype("float32")
# --- cell ---
cloud = np.array(source_points)
rotation = kabsch(cloud, target_points, weights.numpy())
moved = scale * (cloud @ rotation) + translation
loss = tf.reduce_mean(tf.reduce_sum((moved - target_points) ** 2, axis=1))

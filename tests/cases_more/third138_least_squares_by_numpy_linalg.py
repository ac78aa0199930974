# source: constructed (Gauss-Newton step by np.linalg)
# target: loss
# sources: basis_scale, target_shift, ridge
# expect: {"basis_scale": "left_tensorflow", "target_shift": "ok", "ridge": "ok"}
# culprit: {"basis_scale": 2}
# notes: The normal matrix is inverted with np.linalg.inv; the right-hand side stays in TensorFlow. The ridge has a second, sound use.
# --- setup ---
import numpy as np
import tensorflow as tf

rng = np.random.default_rng(8)
basis_scale = tf.Variable(0.7)
target_shift = tf.Variable(0.2)
ridge = tf.Variable(0.05)
pts = tf.constant(rng.random(8).astype("float32"))
obs = tf.constant(rng.random(8).astype("float32"))
design = tf.stack([tf.ones(8), pts, pts ** 2], axis=1)
# --- cell ---
kernel = tf.exp(-((pts[:, None] - pts[None, :]) ** 2) / basis_scale ** 2)
inverse = np.linalg.inv(kernel + ridge * tf.eye(8))
alpha = inverse @ (obs + target_shift)[:, None]
fit = tf.reduce_sum(alpha * obs[:, None])
loss = fit ** 2 + ridge * tf.reduce_sum(alpha ** 2)

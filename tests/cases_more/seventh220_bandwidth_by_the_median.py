# source: constructed (maximum mean discrepancy with a median heuristic)
# target: mmd
# sources: sample, reference, grid, landmark_w
# expect: {"sample": "ok", "reference": "ok", "grid": "left_tensorflow", "landmark_w": "registered_not_differentiable"}
# culprit: {"grid": 4, "landmark_w": 5}
# notes: The median heuristic runs in NumPy: samples and references enter the kernel again, the grid offsets only the bandwidth. The landmark is the farthest point.
# --- setup ---
import numpy as np
import tensorflow as tf

rng = np.random.default_rng(9)
sample = tf.Variable(rng.normal(size=(4, 2)).astype("float32"))
reference = tf.Variable(rng.normal(size=(4, 2)).astype("float32"))
grid = tf.Variable(0.1)
landmark_w = tf.Variable([1.0, 0.9, 1.1, 1.0])
# --- cell ---
def sq(p, q):
    return tf.reduce_sum((p[:, None] - q[None]) ** 2, axis=-1)
gaps = sq(sample, reference)
width = float(np.median(gaps + grid))
far = tf.argmax(landmark_w * tf.reduce_sum(gaps, axis=0))
k = lambda p, q: tf.reduce_mean(tf.exp(-sq(p, q) / width))
mmd = k(sample, sample) + k(reference, reference) - 2.0 * k(sample, reference)
mmd = mmd + 0.01 * tf.reduce_sum(reference[far] ** 2)

# source: https://keras.io/api/ops/core/#slice_update-function
# target: score
# sources: patch, kernel
# expect: {"patch": "no_gradient_registered", "kernel": "no_gradient_registered"}
# culprit: {"patch": 3, "kernel": 3}
# notes: On the TensorFlow backend the slice is written by an XLA op that has no registered gradient; the kernel behind it fails together with the patch.
# --- setup ---
import numpy as np
import tensorflow as tf
from keras import ops

rng = np.random.default_rng(3)
patch = tf.Variable(rng.random((1, 3, 3, 1)).astype("float32"))
kernel = tf.Variable(rng.normal(size=(3, 3, 1, 2)).astype("float32"))
# --- cell ---
canvas = ops.zeros((1, 6, 6, 1))
warm = ops.clip(patch * 1.1, 0.0, 1.0)
painted = ops.slice_update(canvas, (0, 1, 1, 0), warm)
mirrored = ops.flip(painted, axis=2)
maps = ops.relu(ops.conv(mirrored, kernel, 1, "valid"))
score = ops.mean(maps)

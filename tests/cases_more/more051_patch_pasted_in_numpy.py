# source: constructed (adversarial patch pasted into an array)
# target: score
# sources: patch, filt
# expect: {"patch": "left_tensorflow", "filt": "ok"}
# culprit: {"patch": 2}
# notes: Writing the patch into a slice of an array copies its values out of TensorFlow.
# --- setup ---
import numpy as np
import tensorflow as tf

rng = np.random.default_rng(0)
patch = tf.Variable(rng.random((2, 2, 3)).astype("float32"))
filt = tf.Variable(rng.normal(size=(3, 3, 3, 1)).astype("float32"))
scene = rng.random((1, 6, 6, 3)).astype("float32")
# --- cell ---
canvas = scene.copy()
canvas[0, 2:4, 2:4] = tf.clip_by_value(patch, 0.0, 1.0)
answer = tf.nn.conv2d(canvas, filt, strides=1, padding="VALID")
score = tf.reduce_sum(tf.nn.relu(answer))

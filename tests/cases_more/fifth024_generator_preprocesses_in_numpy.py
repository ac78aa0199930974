# source: https://github.com/tensorflow/tensorflow/issues/36596
# target: loss
# sources: image, kernel
# expect: {"image": "left_tensorflow", "kernel": "ok"}
# culprit: {"image": 2}
# notes: The augmentation generator, driven by the for loop, yields arrays.
# --- setup ---
import numpy as np
import tensorflow as tf
image = tf.Variable(np.random.default_rng(0).random((2, 4, 4, 1)).astype("float32"))
kernel = tf.Variable(np.random.default_rng(1).normal(size=(3, 3, 1, 2)).astype("float32"))
def augmented(batch):
    for flip in (False, True):
        pixels = np.asarray(batch)
        yield pixels[:, ::-1] if flip else pixels
# --- cell ---
loss = 0.0
for view in augmented(image * 2.0 - 1.0):
    maps = tf.nn.conv2d(view, kernel, 1, "SAME")
    loss += tf.reduce_mean(tf.nn.relu(maps))

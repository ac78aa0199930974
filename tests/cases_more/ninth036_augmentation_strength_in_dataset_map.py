# source: https://github.com/tensorflow/tensorflow/issues/19556
# target: loss
# sources: strength, kernel
# expect: {"strength": "stateful_op", "kernel": "ok"}
# culprit: {"strength": 1}
# notes: The augmentation runs in Dataset.map and captures a variable; what the iterator yields has no history.
# --- setup ---
import numpy as np
import tensorflow as tf
rng = np.random.default_rng(0)
images = rng.random((4, 3, 3)).astype("float32")
labels = np.array([0, 1, 0, 1])
strength = tf.Variable(0.2)
kernel = tf.Variable(rng.normal(size=(9, 2)).astype("float32"))
def brighten(img, lab):
    return img * (1.0 + strength), lab
# --- cell ---
pipeline = tf.data.Dataset.from_tensor_slices((images, labels)).map(brighten).batch(2)
losses = []
for img, lab in pipeline:
    logits = tf.reshape(img, [2, -1]) @ kernel
    losses.append(tf.nn.sparse_softmax_cross_entropy_with_logits(labels=lab, logits=logits))
loss = tf.reduce_mean(tf.concat(losses, axis=0))

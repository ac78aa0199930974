# source: constructed (augmentation weights inside a dataset)
# target: loss
# sources: kernel, blur, contrast
# expect: {"kernel": "ok", "blur": "stateful_op", "contrast": "ok"}
# culprit: {"blur": 1}
# notes: One augmentation runs in Dataset.map, the other on the batch that comes out.
# --- setup ---
import numpy as np
import tensorflow as tf

rng = np.random.default_rng(48)
kernel = tf.Variable(rng.normal(size=(6, 3)).astype("float32"))
blur, contrast = tf.Variable(0.2), tf.Variable(1.3)
images = rng.random((4, 6)).astype("float32")
labels = np.array([0, 1, 2, 1])
def blurred(image, label):
    return (1.0 - blur) * image + blur * tf.roll(image, 1, axis=-1), label
# --- cell ---
pipeline = tf.data.Dataset.from_tensor_slices((images, labels)).map(blurred).batch(4)
loss = tf.constant(0.0)
for image, label in pipeline:
    centred = image - tf.reduce_mean(image, axis=1, keepdims=True)
    logits = (contrast * centred) @ kernel
    loss += tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(labels=label, logits=logits))

# source: constructed (augmentation pipeline as a callable class)
# target: loss
# sources: content, w
# expect: {"content": "no_gradient_registered", "w": "no_gradient_registered"}
# culprit: {"content": 2, "w": 2}
# notes: The pipeline object applies adjust_hue, whose op has no gradient; brightness and flip before it are fine.
# --- setup ---
import numpy as np
import tensorflow as tf

class Augment:
    def __init__(self, hue):
        self.hue = hue
    def __call__(self, images):
        images = tf.image.flip_left_right(images)
        images = tf.image.adjust_brightness(images, 0.05)
        return tf.image.adjust_hue(images, self.hue)
augment = Augment(0.08)
content = tf.Variable(np.random.default_rng(0).random((1, 4, 4, 3)).astype("float32"))
w = tf.Variable([0.2, 0.3, 0.5])
# --- cell ---
base = tf.sigmoid(content)
views = augment(base)
loss = tf.reduce_mean(views * w)

# source: constructed (photometric augmentation of a generated image)
# target: loss
# sources: gen, brightness, disc
# expect: {"gen": "no_gradient_registered", "brightness": "no_gradient_registered", "disc": "no_gradient_registered"}
# culprit: {"gen": 3, "brightness": 3, "disc": 3}
# notes: AdjustSaturation has no registered gradient (gamma and brightness are ordinary arithmetic); disc comes after it, but the call on the tape raises for it as well.
# --- setup ---
import numpy as np
import tensorflow as tf

rng = np.random.default_rng(4)
gen = tf.Variable(rng.random((1, 6, 6, 3)).astype("float32"))
brightness = tf.Variable(0.1)
disc = tf.Variable(rng.normal(size=(3, 1)).astype("float32"))

AUGMENT = [
    lambda im: tf.image.adjust_brightness(im, brightness),
    lambda im: tf.image.adjust_gamma(im, 0.8),
    lambda im: tf.image.adjust_saturation(im, 1.5),
]
# --- cell ---
fake = gen
for op in AUGMENT:
    fake = op(fake)
score = tf.reduce_mean(fake, axis=[1, 2]) @ disc
loss = tf.reduce_mean(tf.nn.softplus(-score))

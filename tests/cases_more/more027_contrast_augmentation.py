# source: constructed (augmentation inside the differentiated part)
# target: loss
# sources: noise, scale
# expect: {"noise": "no_gradient_registered", "scale": "no_gradient_registered"}
# culprit: {"noise": 2, "scale": 2}
# notes: AdjustContrastv2 has no entry in the gradient registry; scale is used after it, but the call for it raises too.
# --- setup ---
import numpy as np
import tensorflow as tf

noise = tf.Variable(np.random.default_rng(0).normal(size=(1, 4, 4, 3)).astype("float32"))
scale = tf.Variable(0.5)
photo = tf.constant(np.random.default_rng(1).random((1, 4, 4, 3)).astype("float32"))
# --- cell ---
attacked = tf.clip_by_value(photo + 0.03 * noise, 0.0, 1.0)
augmented = tf.image.adjust_contrast(attacked, 1.4)
loss = tf.reduce_mean(scale * augmented)

# source: https://whosebug.com/question/4342485/How-to-get-gradients-with-respect-to-input-and-change-input-rather-than-trainable-vars-to-minimize-loss-in-TF-2
# target: loss
# sources: img, kernel
# options: --watch img
# expect: {"img": "replaced_by_tensor", "kernel": "ok"}
# culprit: {"img": 5}
# notes: The input is watched and the loss is fine, but before the gradient is asked for the name holds the perturbed image; the inner tape that gives the step is correct.
# --- setup ---
import numpy as np
import tensorflow as tf
import keras

keras.utils.set_random_seed(8)
clf = keras.Sequential([keras.Input((4, 4, 1)), keras.layers.Flatten(), keras.layers.Dense(3)])
kernel = clf.layers[-1].kernel
img = tf.constant(np.random.default_rng(0).random((1, 4, 4, 1)).astype("float32"))
label = tf.constant([1])
ce = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
# --- cell ---
with tf.GradientTape() as attack:
    attack.watch(img)
    loss = ce(label, clf(img))
direction = tf.sign(attack.gradient(loss, img))
img = img + 0.03 * direction
img_range = float(tf.reduce_min(img)), float(tf.reduce_max(img))

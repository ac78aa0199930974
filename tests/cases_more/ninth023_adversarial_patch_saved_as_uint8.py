# source: https://github.com/cleverhans-lab/cleverhans/issues/41
# target: attack
# sources: patch, clf_kernel
# expect: {"patch": "integer_dtype", "clf_kernel": "ok"}
# culprit: {"patch": 2}
# notes: The adversarial picture is quantised to 8 bits to make the attack realistic; the classifier still has a gradient.
# --- setup ---
import numpy as np
import tensorflow as tf
import keras
keras.utils.set_random_seed(6)
clf = keras.Sequential([keras.Input((4, 4, 3)), keras.layers.Flatten(), keras.layers.Dense(3)])
clf_kernel = clf.layers[-1].kernel
base = tf.constant(np.random.default_rng(0).random((1, 4, 4, 3)).astype("float32"))
patch = tf.Variable(tf.zeros([1, 2, 2, 3]))
# --- cell ---
adv = base + tf.pad(patch, [[0, 0], [1, 1], [1, 1], [0, 0]])
stored = tf.image.convert_image_dtype(adv, tf.uint8, saturate=True)
logits = clf(tf.image.convert_image_dtype(stored, tf.float32))
attack = keras.losses.sparse_categorical_crossentropy(tf.constant([1]), logits, from_logits=True)

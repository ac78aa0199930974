# source: constructed (explaining a classifier with a learned mask)
# target: prob
# sources: mask, kernel
# expect: {"mask": "registered_not_differentiable", "kernel": "ok"}
# culprit: {"mask": 1}
# notes: The mask is a plain tensor (not watched) and is binarised before use: the comparison is nearest the target.
# --- setup ---
import numpy as np
import tensorflow as tf
import keras

keras.utils.set_random_seed(2)
clf = keras.Sequential([keras.Input((4, 4, 1)), keras.layers.Conv2D(2, 3, activation="relu"),
                        keras.layers.Flatten(), keras.layers.Dense(3, activation="softmax")])
kernel = clf.layers[0].kernel
photo = tf.constant(np.random.default_rng(0).random((1, 4, 4, 1)).astype("float32"))
mask = tf.constant(np.random.default_rng(1).random((1, 4, 4, 1)).astype("float32"))
# --- cell ---
binary = tf.cast(mask >= 0.5, tf.float32)
covered = float(tf.reduce_mean(binary))
probs = clf(photo * binary)
top = int(tf.argmax(probs[0]))
prob = probs[0, top]
print("covered", covered, "class", top)

# source: constructed on a guide
# target: score
# sources: noisy, kernel
# expect: {"noisy": "not_watched", "kernel": "ok"}
# culprit: {"noisy": 3}
# notes: The noisy copies are plain tensors made in the cell.
# --- setup ---
import numpy as np
import tensorflow as tf
import keras
keras.utils.set_random_seed(0)
net = keras.Sequential([keras.Input((4, 4, 1)), keras.layers.Flatten(), keras.layers.Dense(5, activation="relu"), keras.layers.Dense(2)])
kernel = net.layers[1].kernel
img = tf.constant(np.random.default_rng(0).random((1, 4, 4, 1)).astype("float32"))
def add_noise(x, n, sigma, seed=0):
    g = tf.random.Generator.from_seed(seed)
    return tf.repeat(x, n, 0) + sigma * g.normal([n] + x.shape[1:])
# --- cell ---
"smoothgrad"
n_samples, sigma = 6, 0.1
noisy = add_noise(img, n_samples, sigma)
logits = net(noisy)
cls = int(np.bincount(np.argmax(logits.numpy(), 1)).argmax())
score = tf.reduce_sum(logits[:, cls])
print("class", cls, "score", float(score))

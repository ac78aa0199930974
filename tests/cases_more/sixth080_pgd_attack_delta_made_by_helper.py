# source: constructed on a guide
# target: adv_loss
# sources: delta, kernel
# expect: {"delta": "not_watched", "kernel": "ok"}
# culprit: {"delta": 2}
# notes: The perturbation is made by a helper in the cell and stays a tensor.
# --- setup ---
import numpy as np
import tensorflow as tf
import keras
keras.utils.set_random_seed(0)
net = keras.Sequential([keras.Input((6,)), keras.layers.Dense(5, activation="relu"), keras.layers.Dense(3)])
kernel = net.layers[0].kernel
clean = np.random.default_rng(0).random((2, 6)).astype("float32")
labels = np.array([0, 2])
def random_start(x, eps, seed=(1, 2)):
    u = tf.random.stateless_uniform(x.shape, seed=seed, minval=-1.0, maxval=1.0)
    return eps * u
ce = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
# --- cell ---
eps, steps = 0.1, 1
delta = random_start(clean, eps)
adv = tf.clip_by_value(clean + delta, 0.0, 1.0)
out = net(adv)
adv_loss = ce(labels, out)
flipped = (np.argmax(out, 1) != np.argmax(net(clean), 1)).sum()
print("flipped", flipped, "loss", float(adv_loss))

# source: constructed on a guide
# target: nt_xent
# sources: proj_kernel, temperature, margin
# expect: {"proj_kernel": "ok", "temperature": "ok", "margin": "registered_not_differentiable"}
# culprit: {"margin": 7}
# notes: The hard-negative mask by a margin is a comparison; temperature and projection are fine.
# --- setup ---
import numpy as np
import tensorflow as tf
import keras
keras.utils.set_random_seed(2)
config = {"dim": 4, "batch": 3}
encoder = keras.Sequential([keras.Input((6,)), keras.layers.Dense(8, activation="relu"), keras.layers.Dense(config["dim"])])
proj_kernel = encoder.layers[-1].kernel
temperature = tf.Variable(0.5)
config["temperature"] = temperature
margin = tf.Variable(0.0)
imgs = np.random.default_rng(1).normal(size=(config["batch"], 6)).astype("float32")
def augment(x, seed):
    return x + 0.1 * np.random.default_rng(seed).normal(size=x.shape).astype("float32")
# --- cell ---
v1, v2 = augment(imgs, 1), augment(imgs, 2)
z = tf.concat([encoder(v1), encoder(v2)], 0)
z = tf.math.l2_normalize(z, axis=1)
sim = tf.matmul(z, z, transpose_b=True) / config["temperature"]
n = sim.shape[0]
sim = sim - 1e9 * tf.eye(n)
mask = tf.cast(sim > margin, tf.float32)
labels = np.roll(np.arange(n), n // 2)
per_pair = tf.nn.sparse_softmax_cross_entropy_with_logits(labels=labels, logits=sim)
hard = tf.reduce_sum(mask * tf.nn.softmax(sim), axis=1)
nt_xent = tf.reduce_mean(per_pair + 0.1 * hard)

# source: https://github.com/tensorflow/tensorflow/issues/36596
# target: distance
# sources: z, gen_w1, gen_w2
# expect: {"z": "not_watched", "gen_w1": "ok", "gen_w2": "ok"}
# culprit: {"z": 2}
# notes: GAN inversion: the latent vector was drawn in an earlier cell and is neither a variable nor watched.
# --- setup ---
import numpy as np
import tensorflow as tf

rng = np.random.default_rng(2)
gen_w1 = tf.Variable(rng.normal(size=(3, 5)).astype("float32"))
gen_w2 = tf.Variable(rng.normal(size=(5, 8)).astype("float32"))
z = tf.random.stateless_normal([1, 3], [7, 7])
photo = tf.constant(rng.random((1, 8)).astype("float32"))
def generator(latent):
    return tf.sigmoid(tf.nn.leaky_relu(latent @ gen_w1) @ gen_w2)
# --- cell ---
prior = 0.0
picture = generator(z)
distance = tf.reduce_mean((picture - photo) ** 2) + prior
print("brightest pixel", int(np.argmax(picture.numpy())))

# source: constructed on a guide
# target: realism
# sources: z, d_w, g_w
# expect: {"z": "not_watched", "d_w": "ok", "g_w": "ok"}
# culprit: {"z": 1}
# notes: The latent comes from a sampler object's method, called in the cell.
# --- setup ---
import numpy as np
import tensorflow as tf
class LatentSampler:
    def __init__(self, dim, seed=0):
        self.gen = tf.random.Generator.from_seed(seed)
        self.dim = dim
    def draw(self, n):
        z = self.gen.normal([n, self.dim])
        return z / tf.norm(z, axis=1, keepdims=True)
rng = np.random.default_rng(0)
g_w = tf.Variable(rng.normal(size=(3, 5)).astype("float32"))
d_w = tf.Variable(rng.normal(size=(5, 1)).astype("float32"))
sampler = LatentSampler(3)
# --- cell ---
z = sampler.draw(4)
imgs = tf.tanh(z @ g_w)
scores = imgs @ d_w
realism = tf.reduce_mean(tf.nn.softplus(scores))
best = int(tf.argmax(scores[:, 0]))
print("best latent", best, z[best].numpy().round(2))

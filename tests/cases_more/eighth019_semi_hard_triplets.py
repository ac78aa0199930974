# source: constructed (metric learning)
# target: loss
# sources: tower, margin, cutoff, scale
# expect: {"tower": "ok", "margin": "ok", "cutoff": "registered_not_differentiable", "scale": "ok"}
# culprit: {"cutoff": 6}
# notes: The margin selects the triplets and is also added in the hinge; the cut-off of the easy ones only takes part in the mask.
# --- setup ---
import numpy as np
import tensorflow as tf

rng = np.random.default_rng(819)
tower = tf.Variable(rng.normal(size=(5, 2)).astype("float32"))
margin, cutoff, scale = tf.Variable(0.5), tf.Variable(3.0), tf.Variable(1.0)
anchor, positive, negative = (tf.constant(rng.normal(size=(6, 5)).astype("float32")) for _ in range(3))
def embed(x):
    return scale * tf.math.l2_normalize(x @ tower, axis=1)
# --- cell ---
a, p, n = map(embed, (anchor, positive, negative))
near = tf.reduce_sum((a - p) ** 2, axis=1)
far = tf.reduce_sum((a - n) ** 2, axis=1)
mask = tf.logical_and(
    far < near + 6.0 * margin,
    far < cutoff)
hinge = tf.boolean_mask(near - far + margin, mask)
loss = tf.reduce_mean(hinge)

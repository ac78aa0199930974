# source: constructed (learned compression in a tf.function)
# target: rate_distortion
# sources: analysis, synthesis, step
# expect: {"analysis": "registered_not_differentiable", "synthesis": "ok", "step": "ok"}
# culprit: {"analysis": 2}
# notes: The compiled helper detaches and then rounds the latent: the rounding is nearest the target; step also multiplies the result and stays connected.
# --- setup ---
import numpy as np
import tensorflow as tf

rng = np.random.default_rng(9)
analysis = tf.Variable(rng.normal(size=(6, 3)).astype("float32"))
synthesis = tf.Variable(rng.normal(size=(3, 6)).astype("float32"))
step = tf.Variable(0.5)
x = tf.constant(rng.normal(size=(4, 6)).astype("float32"))
@tf.function
def quantise(y, s):
    inner = tf.stop_gradient(y)
    return s * tf.round(inner / s)
# --- cell ---
latent = x @ analysis
q = quantise(latent, step)
restored = q @ synthesis
bits = len(np.unique(q.numpy()))
rate_distortion = tf.reduce_mean((restored - x) ** 2)
print("symbols", bits)

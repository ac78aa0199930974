# source: constructed (physics-informed net that saves memory)
# target: total
# sources: field_w, flux_w, nu
# expect: {"field_w": "ok", "flux_w": "recording_stopped", "nu": "ok"}
# culprit: {"flux_w": 6}
# notes: The flux network is evaluated while recording is stopped; the inner tape for the slope is outside the pause.
# --- setup ---
import numpy as np
import tensorflow as tf

rng = np.random.default_rng(7)
field_w = tf.Variable(rng.normal(size=(1, 5)).astype("float32"))
flux_w = tf.Variable(rng.normal(size=(1, 5)).astype("float32"))
nu = tf.Variable(0.1)
x = tf.constant(np.linspace(0, 1, 7).reshape(-1, 1).astype("float32"))
# --- cell ---
with tf.GradientTape() as inner:
    inner.watch(x)
    u = tf.reduce_sum(tf.tanh(x @ field_w), axis=1, keepdims=True)
u_x = inner.gradient(u, x)
with tape.stop_recording():
    hidden = x @ flux_w
    flux = tf.reduce_sum(tf.sin(hidden), axis=1, keepdims=True)
residual = nu * u_x - flux
total = tf.reduce_mean(residual ** 2)

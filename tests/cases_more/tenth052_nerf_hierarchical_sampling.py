# source: constructed
# target: fine_loss
# sources: coarse, fine, far
# expect: {"coarse": "stop_gradient", "fine": "ok", "far": "ok"}
# culprit: {"coarse": 3}
# notes: Only the fine loss is asked about: the coarse network reaches it through sampling positions alone, which the helper detaches (searchsorted would not be the only obstacle).
# --- setup ---
import numpy as np
import tensorflow as tf

rng = np.random.default_rng(52)
coarse = tf.Variable(rng.normal(size=(8, 1)).astype("float32"))
fine = tf.Variable(rng.normal(size=(8, 1)).astype("float32"))
far = tf.Variable(4.0)
rgb = tf.constant(0.6)
u = tf.linspace(0.05, 0.95, 6)

def posenc(t):
    return tf.concat([f(t[:, None] * 2.0 ** k) for k in range(4) for f in (tf.sin, tf.cos)], axis=1)

def render(w, t):
    sigma = tf.nn.softplus(posenc(t) @ w)[:, 0]
    dt = tf.concat([t[1:] - t[:-1], [0.1]], 0)
    alpha = 1.0 - tf.exp(-sigma * dt)
    trans = tf.math.cumprod(1.0 - alpha + 1e-6, exclusive=True)
    return alpha * trans

def sample_pdf(bins, weights):
    weights = tf.stop_gradient(weights) + 1e-3
    cdf = tf.cumsum(weights / tf.reduce_sum(weights))
    idx = tf.clip_by_value(tf.searchsorted(cdf, u), 1, 7)
    lo, hi = tf.gather(bins, idx - 1), tf.gather(bins, idx)
    c0, c1 = tf.gather(cdf, idx - 1), tf.gather(cdf, idx)
    return lo + (u - c0) / (c1 - c0 + 1e-5) * (hi - lo)
# --- cell ---
t_coarse = 1.0 + (far - 1.0) * tf.linspace(0.0, 1.0, 8)
w_coarse = render(coarse, t_coarse)
t_fine = sample_pdf(t_coarse, w_coarse)
t_all = tf.sort(tf.concat([t_coarse, t_fine], 0))
fine_loss = (tf.reduce_sum(render(fine, t_all)) - rgb) ** 2

# source: constructed on a guide
# target: loss
# sources: w, s, b
# expect: {"w": "registered_not_differentiable", "s": "ok", "b": "ok"}
# culprit: {"w": 2}
# notes: Without a straight-through estimator tf.round kills the path of w; the scale is used also after the rounding.
# --- setup ---
import numpy as np
import tensorflow as tf
BITS = 4
rng = np.random.default_rng(3)
w = tf.Variable(rng.normal(size=(3, 3)).astype("float32"))
b = tf.Variable([0.0, 0.1, 0.2])
s = tf.Variable(0.25)
x = tf.constant(rng.normal(size=(5, 3)).astype("float32"))
y_ref = x @ w + b
def limits(bits):
    return -2.0 ** (bits - 1), 2.0 ** (bits - 1) - 1
# --- cell ---
lo, hi = limits(BITS)
q = tf.round(w / s)
q = tf.clip_by_value(q, lo, hi)
w_hat = q * s
y = tf.matmul(x, w_hat) + b
loss = tf.reduce_mean(tf.square(y - y_ref))
snr = 10 * np.log10(np.var(y_ref) / loss.numpy())
print(f"{BITS} bits: SNR {snr:.1f} dB")

# source: constructed
# target: chi2
# sources: amp, centre, width, baseline
# expect: {"amp": "ok", "centre": "ok", "width": "ok", "baseline": "left_tensorflow"}
# culprit: {"baseline": 2}
# notes: Spectral fit: NumPy arrays on either side of a tensor are harmless, but np.polyval turns its coefficients into an array first.
# --- setup ---
import numpy as np
import tensorflow as tf

freq = np.linspace(-3.0, 3.0, 41).astype("float32")
counts = (2.0 / (1.0 + ((freq - 0.4) / 0.3) ** 2) + 0.1 * freq + 0.5).astype("float32")

amp = tf.Variable(1.5)
centre = tf.Variable(0.0)
width = tf.Variable(0.5)
baseline = tf.Variable([0.0, 0.3])        # slope, offset

def lorentzian(f):
    return amp / (1.0 + ((f - centre) / width) ** 2)
# --- cell ---
peak = lorentzian(freq)
background = np.polyval(baseline, freq)
model = peak + background
residual = (counts - model) / np.sqrt(counts)
chi2 = tf.reduce_sum(residual ** 2)

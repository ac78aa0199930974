# source: constructed (tensorflow.experimental.numpy imported under the name np)
# target: loss
# sources: amp, freq, bins
# expect: {"amp": "ok", "freq": "ok", "bins": "registered_not_differentiable"}
# culprit: {"bins": 2}
# notes: np here is TensorFlow's own NumPy interface, so np.sin and np.sum are recorded; np.floor is still a step function.
# --- setup ---
import tensorflow as tf
import tensorflow.experimental.numpy as np

amp = tf.Variable(0.7)
freq = tf.Variable(3.0)
bins = tf.Variable(4.6)
t = np.array([0.0, 0.1, 0.2, 0.3, 0.4], dtype=np.float32)
# --- cell ---
wave = np.asarray(amp) * np.sin(np.asarray(freq) * t)
levels = np.floor(bins)
quant = wave * levels / 10.0
loss = np.sum(np.square(quant - np.array([0.1], dtype=np.float32)))

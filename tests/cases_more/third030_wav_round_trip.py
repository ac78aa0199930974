# source: constructed (audio codec loss)
# target: loss
# sources: signal, volume
# expect: {"signal": "integer_dtype", "volume": "ok"}
# culprit: {"signal": 1}
# notes: The signal is written to a WAV string and read back, as a codec would do.
# --- setup ---
import numpy as np
import tensorflow as tf

signal = tf.Variable((0.5 * np.sin(np.arange(16) / 3.0)).astype("float32")[:, None])
volume = tf.Variable(0.9)
clean = tf.constant((0.5 * np.sin(np.arange(16) / 3.0 + 0.1)).astype("float32")[:, None])
def codec(a):
    data = tf.audio.encode_wav(a, 8000)
    return tf.audio.decode_wav(data)[0]
# --- cell ---
coded = codec(signal)
peak = float(np.abs(coded).max())
loss = tf.reduce_mean((volume * coded - clean) ** 2)
print("peak", peak)

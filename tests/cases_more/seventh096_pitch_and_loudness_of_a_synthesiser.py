# source: constructed (audio synthesis with learned controls)
# target: loss
# sources: f0, loudness, harmonics, decay, reverb
# expect: {"f0": "ok", "loudness": "registered_not_differentiable", "harmonics": "ok", "decay": "left_tensorflow", "reverb": "ok"}
# culprit: {"loudness": 4, "decay": 5}
# notes: A harmonic oscillator with a spectral loss: loudness is quantised to whole decibels, the decay curve is made with np.exp.
# --- setup ---
import numpy as np
import tensorflow as tf

time = np.linspace(0.0, 0.1, 256, dtype="float32")
f0, loudness, decay = tf.Variable(220.0), tf.Variable(-6.4), tf.Variable(8.0)
harmonics, reverb = tf.Variable([0.0, -1.0, -2.0]), tf.Variable([0.9, 0.2, 0.05])
reference = tf.sin(2 * np.pi * 230.0 * time)
# --- cell ---
phase = 2.0 * np.pi * f0 * time
weights = tf.nn.softmax(harmonics)
tone = tf.add_n([weights[k] * tf.sin((k + 1.0) * phase) for k in range(3)])
level = 10.0 ** (tf.math.rint(loudness) / 20.0)
envelope = np.exp(-float(decay) * time)
dry = level * envelope * tone
wet = tf.nn.conv1d(dry[None, :, None], reverb[:, None, None], 1, "SAME")[0, :, 0]
def magnitude(wave):
    return tf.abs(tf.signal.stft(wave, 64, 32))
loss = tf.reduce_mean(tf.abs(magnitude(wet) - magnitude(reference)))

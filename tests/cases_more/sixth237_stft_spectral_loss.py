# source: constructed on a guide
# target: loss
# sources: wave, gain, phase, hop
# expect: {"wave": "ok", "gain": "ok", "phase": "ok", "hop": "not_connected"}
# culprit: {"hop": 6}
# notes: Short-time Fourier loss; the hop variable is read by nothing, a plain number of the same meaning is used.
# --- setup ---
import numpy as np
import tensorflow as tf
t = np.linspace(0, 1, 128, dtype="float32")
wave = tf.Variable(np.sin(40 * t))
gain = tf.Variable(1.2)
phase = tf.Variable(0.1)
hop = tf.Variable(8.0)
HOP = 8
ref = tf.abs(tf.signal.stft(tf.constant(np.sin(42 * t)), 32, HOP))
# --- cell ---
est = gain * wave + 0.1 * tf.sin(10.0 * t + phase)
spec = tf.signal.stft(est, frame_length=32, frame_step=HOP)
mag = tf.abs(spec)
mfcc = tf.signal.mfccs_from_log_mel_spectrograms(tf.math.log(mag + 1e-3))[..., :4]
sc = tf.norm(ref - mag) / tf.norm(ref)
loss = sc + 1e-3 * tf.reduce_mean(mfcc ** 2)

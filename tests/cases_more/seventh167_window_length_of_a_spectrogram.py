# source: constructed (signal processing lab)
# target: band_error
# sources: wave, width, hop_gain, floor_db
# expect: {"wave": "ok", "width": "integer_dtype", "hop_gain": "ok", "floor_db": "ok"}
# culprit: {"width": 2}
# notes: The analysis window is built from a learned width that has to be an integer; frames, FFT and decibels are differentiable.
# --- setup ---
import math
import tensorflow as tf

t = tf.range(128, dtype=tf.float32) / 128.0
wave = tf.Variable(tf.sin(2.0 * math.pi * 9.0 * t))
width = tf.Variable(16.6)
hop_gain = tf.Variable(0.9)
floor_db = tf.Variable(-60.0)
# --- cell ---
frames = tf.signal.frame(wave * hop_gain, frame_length=32, frame_step=16)
taper = tf.signal.hann_window(tf.cast(width, tf.int32))
taper = tf.pad(taper, [[0, 32 - tf.shape(taper)[0]]])
spec = tf.signal.rfft(frames * taper)
power = tf.abs(spec) ** 2 + 1e-8
decibel = tf.maximum(10.0 * tf.math.log(power) / math.log(10.0), floor_db)
band_error = tf.reduce_mean(decibel[:, 3:6])

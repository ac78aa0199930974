# source: https://github.com/tensorflow/tensorflow/issues/17221
# target: loss
# sources: freq, amp
# expect: {"freq": "registered_not_differentiable", "amp": "ok"}
# culprit: {"freq": 4}
# notes: Fourier transforms are differentiable, the lag of the highest peak is not.
# --- setup ---
import tensorflow as tf
freq = tf.Variable(5.0)
amp = tf.Variable(0.8)
t = tf.linspace(0.0, 1.0, 64)
# --- cell ---
def pitch_of(wave):
    spectrum = tf.signal.rfft(wave)
    power = tf.math.real(spectrum * tf.math.conj(spectrum))
    lag = tf.argmax(tf.signal.irfft(tf.cast(power, tf.complex64))[4:32])
    return 64.0 / tf.cast(lag + 4, tf.float32)
wave = tf.sin(6.2831855 * freq * t)
loss = tf.square(pitch_of(wave) - 6.0) + tf.square(amp - 1.0)

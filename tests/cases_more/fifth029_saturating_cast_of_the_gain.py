# source: https://github.com/tensorflow/tensorflow/issues/23274
# target: signal
# sources: gain, phase
# expect: {"gain": "integer_dtype", "phase": "ok"}
# culprit: {"gain": 4}
# notes: The gain passes an 8-bit register, two calls down.
# --- setup ---
import tensorflow as tf
gain = tf.Variable(130.4)
phase = tf.Variable(0.3)
t = tf.linspace(0.0, 1.0, 16)
# --- cell ---
class Oscillator:
    levels = 255.0
    def amplitude(self, g):
        code = tf.saturate_cast(g, tf.uint8)
        return tf.cast(code, tf.float32) / self.levels
    def __call__(self, g, p):
        return self.amplitude(g) * tf.sin(6.28 * t + p)
wave = Oscillator()(gain, phase)
signal = tf.reduce_sum(tf.abs(tf.signal.rfft(wave)) ** 2)

# source: constructed
# target: energy
# sources: amplitude, phase, damping
# expect: {"amplitude": "computed_before_tape", "phase": "ok", "damping": "not_taken_branch"}
# culprit: {"amplitude": 2, "damping": 3}
# notes: The wave table is a class attribute filled by the first instance; the damping branch returns early.
# --- setup ---
import tensorflow as tf

amplitude = tf.Variable([1.0, 0.5])
phase = tf.Variable(0.3)
damping = tf.Variable(0.1)
class Wave:
    table = None
    def __init__(self, freq):
        self.freq = freq
        if Wave.table is None:
            Wave.table = amplitude * tf.constant([2.0, 3.0])
    def at(self, t):
        return tf.reduce_sum(Wave.table * tf.sin(self.freq * t + phase))
    def damped(self, t):
        if t < 1.0:
            return self.at(t)
        return self.at(t) * tf.exp(-damping * t)
preview = Wave(1.0).at(0.0)
# --- cell ---
wave = Wave(2.0)
first = wave.at(0.2)
second = wave.damped(0.6)
energy = first ** 2 + second ** 2

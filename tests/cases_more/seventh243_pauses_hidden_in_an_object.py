# source: constructed (trainer object that pauses the tape)
# target: loss
# sources: w, mean_w, var_w, rate, offset
# expect: {"w": "ok", "mean_w": "recording_stopped", "var_w": "recording_stopped", "rate": "recording_stopped", "offset": "recording_stopped"}
# culprit: {"mean_w": 2, "var_w": 2, "rate": 6, "offset": 5}
# notes: The trainer's methods pause the tape handed to it: statistics, a warm-up factor and a validation term are computed there and used in the loss.
# --- setup ---
import contextlib
import tensorflow as tf

class Trainer:
    def __init__(self, tape):
        self.tape, self.step = tape, 3
    def quiet(self):
        return self.tape.stop_recording()
    def moments(self, x, mw, vw):
        with self.quiet():
            return tf.reduce_mean(x * mw), tf.math.reduce_variance(x * vw)
    def warmup(self, rate):
        with self.quiet():
            return tf.minimum(1.0, rate * self.step)
w, offset = tf.Variable([0.5, 1.0, 2.0]), tf.Variable(0.2)
mean_w, var_w, rate = tf.Variable(1.1), tf.Variable(0.9), tf.Variable(0.1)
x = tf.constant([1.0, 2.0, 4.0])
# --- cell ---
trainer = Trainer(tape)
m, v = trainer.moments(x, mean_w, var_w)
normed = w * (x - m) * tf.math.rsqrt(v + 1e-3)
with trainer.quiet():
    check = tf.reduce_sum(x) - offset
loss = trainer.warmup(rate) * tf.reduce_sum(normed ** 2) + 0.1 * check

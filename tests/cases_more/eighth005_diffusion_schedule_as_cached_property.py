# source: constructed (denoising diffusion)
# target: loss
# sources: log_betas, unet, time_table, t
# expect: {"log_betas": "computed_before_tape", "unet": "ok", "time_table": "ok", "t": "integer_dtype"}
# culprit: {"log_betas": 1}
# notes: The cumulative products are a cached property that a sanity print read before the recording; the time step is an integer, but the table it looks up is learned.
# --- setup ---
import functools
import numpy as np
import tensorflow as tf

rng = np.random.default_rng(805)
class Schedule:
    def __init__(self, steps):
        self.log_betas = tf.Variable(np.linspace(-6, -3, steps).astype("float32"))
    @functools.cached_property
    def alpha_bar(self):
        return tf.math.cumprod(1.0 - tf.exp(self.log_betas))
schedule = Schedule(10)
print("last level", float(schedule.alpha_bar[-1]))
log_betas = schedule.log_betas
unet = tf.Variable(rng.normal(size=(5, 5)).astype("float32"))
time_table = tf.Variable(rng.normal(size=(10, 5)).astype("float32"))
t = tf.Variable([1, 4, 8])
images = tf.constant(rng.normal(size=(3, 5)).astype("float32"))
eps = tf.constant(rng.normal(size=(3, 5)).astype("float32"))
# --- cell ---
level = tf.gather(schedule.alpha_bar, t)[:, None]
noisy = tf.sqrt(level) * images + tf.sqrt(1.0 - level) * eps
guess = tf.tanh(noisy @ unet + tf.gather(time_table, t))
loss = tf.reduce_mean((guess - eps) ** 2)

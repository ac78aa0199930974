# source: constructed (spectral normalisation)
# target: d_loss
# sources: w, u, real_shift, noise_level
# expect: {"w": "ok", "u": "not_trainable", "real_shift": "ok", "noise_level": "stateful_op"}
# culprit: {"noise_level": 2}
# notes: Power iteration runs under the tape and assigns its vector, which is bookkeeping: the kernel is connected through sigma and through itself. The instance noise is scaled in a variable before it is added.
# --- setup ---
import numpy as np
import tensorflow as tf

rng = np.random.default_rng(804)
noise_level, real_shift = tf.Variable(0.1), tf.Variable(0.3)
raw = tf.constant(rng.normal(size=(4, 3)).astype("float32"))
class Critic(tf.Module):
    def __init__(self):
        super().__init__()
        self.w = tf.Variable(rng.normal(size=(3, 2)).astype("float32"))
        self.u = tf.Variable(rng.normal(size=(3,)).astype("float32"), trainable=False)
        self.buffer = tf.Variable(tf.zeros([4, 3]), trainable=False)
    def perturb(self, x):
        self.buffer.assign(noise_level * raw)
        return x + self.buffer
    def __call__(self, x):
        v = tf.math.l2_normalize(tf.linalg.matvec(self.w, self.u, transpose_a=True))
        self.u.assign(tf.math.l2_normalize(tf.linalg.matvec(self.w, v)))
        sigma = tf.tensordot(self.u, tf.linalg.matvec(self.w, v), 1)
        return tf.reduce_sum(x @ (self.w / sigma), axis=1)
critic = Critic()
w, u = critic.w, critic.u
real, fake = (tf.constant(rng.normal(size=(4, 3)).astype("float32")) for _ in range(2))
# --- cell ---
scores_real = critic(real + real_shift)
noisy = critic.perturb(fake)
scores_fake = critic(noisy)
d_loss = (tf.reduce_mean(tf.nn.relu(1.0 - scores_real))
          + tf.reduce_mean(tf.nn.relu(1.0 + scores_fake)))

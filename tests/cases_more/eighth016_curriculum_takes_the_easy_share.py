# source: constructed (self-paced learning)
# target: loss
# sources: kernel, pace, difficulty, growth
# expect: {"kernel": "ok", "pace": "left_tensorflow", "difficulty": "integer_dtype", "growth": "ok"}
# culprit: {"pace": 2, "difficulty": 3}
# notes: The number of examples is a Python int and the ranking is an argsort; the weights of the model are reached through the losses that are gathered.
# --- setup ---
import numpy as np
import tensorflow as tf

rng = np.random.default_rng(816)
kernel = tf.Variable(rng.normal(size=(3, 1)).astype("float32"))
pace, growth = tf.Variable(0.5), tf.Variable(1.1)
difficulty = tf.Variable(rng.random(8).astype("float32"))
x = tf.constant(rng.normal(size=(8, 3)).astype("float32"))
y = tf.constant(rng.normal(size=(8, 1)).astype("float32"))
class Pacer:
    def __init__(self, share, n):
        self.share, self.n = share, n
    def __int__(self):
        return max(1, int(self.share * self.n))
pacer = Pacer(pace, 8)
# --- cell ---
per_example = tf.squeeze((x @ kernel - y) ** 2, -1)
count = int(pacer)
order = tf.argsort(difficulty)
chosen = tf.gather(per_example, order[:count])
loss = tf.reduce_mean(chosen) * growth ** 2

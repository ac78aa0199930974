# source: constructed (REINFORCE with a categorical policy)
# target: loss
# sources: policy_w, baseline
# expect: {"policy_w": "ok", "baseline": "ok"}
# notes: The action is sampled and taken out with .numpy(), the reward comes from a Python environment; the log probability keeps the gradient (no false alarm).
# --- setup ---
import numpy as np
import tensorflow as tf

tf.random.set_seed(3)
policy_w = tf.Variable(0.2 * np.random.default_rng(0).normal(size=(2, 3)).astype("float32"))
baseline = tf.Variable(0.1)
class Env:
    def __init__(self):
        self.s = np.array([1.0, 0.0], "float32")
    def step(self, a):
        self.s = np.roll(self.s, 1) * (0.9 + 0.1 * a)
        return self.s, float(a == 1)
env = Env()
# --- cell ---
loss, s = tf.constant(0.0), env.s
for t in range(4):
    logits = tf.constant(s)[None] @ policy_w
    a = int(tf.random.categorical(logits, 1)[0, 0].numpy())
    s, r = env.step(a)
    logp = tf.nn.log_softmax(logits)[0, a]
    loss += -logp * tf.stop_gradient(r - baseline) + 0.5 * (r - baseline) ** 2

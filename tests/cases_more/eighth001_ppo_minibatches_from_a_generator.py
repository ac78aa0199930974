# source: constructed (PPO minibatch loop)
# target: loss
# sources: policy, clip_low, value, entropy_cost
# expect: {"policy": "ok", "clip_low": "ok", "value": "left_tensorflow", "entropy_cost": "left_tensorflow"}
# culprit: {"value": 2, "entropy_cost": 9}
# notes: The clip bound enters clip_by_value, which does have a gradient for its limits; the values are normalised as an array inside a generator of minibatches and the entropy cost is read through a property that returns a float.
# --- setup ---
import numpy as np
import tensorflow as tf

rng = np.random.default_rng(801)
policy = tf.Variable(rng.normal(size=(4, 3)).astype("float32"))
value = tf.Variable(rng.normal(size=(4, 1)).astype("float32"))
clip_low, entropy_cost = tf.Variable(0.2), tf.Variable(0.01)
class Hyper:
    def __init__(self, entropy):
        self._entropy = entropy
    @property
    def entropy(self):
        return float(self._entropy)
hyper = Hyper(entropy_cost)
states = tf.constant(rng.normal(size=(6, 4)).astype("float32"))
actions = tf.constant([0, 2, 1, 1, 0, 2])
returns = rng.normal(size=6).astype("float32")
old_logp = tf.constant(np.full(6, -1.1, "float32"))
def minibatches(size):
    for start in range(0, 6, size):
        part = slice(start, start + size)
        adv = returns[part] - tf.squeeze(states[part] @ value, -1)
        adv = (adv - np.mean(adv)) / (np.std(adv) + 1e-6)
        yield states[part], actions[part], old_logp[part], np.asarray(adv, "float32")
# --- cell ---
pieces = []
for s, a, before, adv in minibatches(3):
    logits = s @ policy
    logp = tf.gather(tf.nn.log_softmax(logits), a, batch_dims=1)
    ratio = tf.exp(logp - before)
    clipped = tf.clip_by_value(ratio, 1.0 - clip_low, 1.05)
    surrogate = tf.minimum(ratio * adv, clipped * adv)
    entropy = -tf.reduce_sum(tf.nn.softmax(logits) * tf.nn.log_softmax(logits), axis=1)
    pieces.append(tf.reduce_mean(surrogate + hyper.entropy * entropy))
loss = -tf.add_n(pieces) / len(pieces)

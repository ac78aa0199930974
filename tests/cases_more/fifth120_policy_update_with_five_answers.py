# source: https://github.com/tensorflow/tensorflow/issues/48547
# target: loss
# sources: trunk, actor, critic, alpha, horizon
# expect: {"trunk": "ok", "actor": "ok", "critic": "stop_gradient", "alpha": "left_tensorflow", "horizon": "integer_dtype"}
# culprit: {"critic": 6, "alpha": 14, "horizon": 13}
# notes: One policy update, five sources: a detached advantage, an entropy weight read as a number and a horizon used as a slice.
# --- setup ---
import numpy as np
import tensorflow as tf
rng = np.random.default_rng(0)
trunk = tf.Variable(rng.normal(size=(3, 5)).astype("float32"))
actor = tf.Variable(rng.normal(size=(5, 2)).astype("float32"))
critic = tf.Variable(rng.normal(size=(5, 1)).astype("float32"))
alpha = tf.Variable(0.2)
horizon = tf.Variable(2.7)
obs = tf.constant(rng.random((4, 3)).astype("float32"))
rewards = tf.constant([1.0, 0.0, 0.5, 0.2])
acts = tf.constant([0, 1, 1, 0])
# --- cell ---
class Update:
    def __init__(self, entropy_weight):
        self.entropy_weight = entropy_weight
    def advantage(self, h):
        value = tf.squeeze(h @ critic, axis=1)
        return tf.stop_gradient(rewards - value)
    def __call__(self, h):
        logp = tf.nn.log_softmax(h @ actor)
        picked = tf.gather(logp, acts, batch_dims=1)
        entropy = -tf.reduce_mean(tf.reduce_sum(tf.exp(logp) * logp, axis=1))
        return -tf.reduce_mean(picked * self.advantage(h)) - self.entropy_weight * entropy
hidden = tf.tanh(obs @ trunk)
steps = tf.cast(horizon, tf.int32)
update = Update(entropy_weight=alpha.numpy())
loss = update(hidden) + 0.1 * tf.reduce_sum(hidden[:steps])

# source: https://github.com/tensorflow/probability/issues/1351
# target: neg_log_lik
# sources: effects, raw_noise, group_logits, intercept
# expect: {"effects": "ok", "raw_noise": "ok", "group_logits": "registered_not_differentiable", "intercept": "ok"}
# culprit: {"group_logits": 1}
# notes: The group of every subject is drawn from its logits; the effects are gathered through the one-hot design matrix.
# --- setup ---
import numpy as np
import tensorflow as tf

rng = np.random.default_rng(5)
class MixedModel(tf.Module):
    def __init__(self, groups):
        super().__init__()
        self.effects = tf.Variable(rng.normal(size=(groups,)).astype("float32"))
        self.raw_noise = tf.Variable(0.5)
        self.intercept = tf.Variable(-0.2)
        self.group_logits = tf.Variable(tf.zeros([1, groups]))
    def design(self, n):
        draws = tf.random.categorical(self.group_logits, n, seed=3)
        return tf.one_hot(draws[0], self.effects.shape[0])
model = MixedModel(3)
effects, raw_noise, group_logits, intercept = model.effects, model.raw_noise, model.group_logits, model.intercept
y = tf.constant(rng.normal(size=(7,)).astype("float32"))
# --- cell ---
X = model.design(7)
mean = model.intercept + tf.linalg.matvec(X, model.effects)
noise = tf.nn.softplus(model.raw_noise) + 1e-4
neg_log_lik = tf.reduce_sum(0.5 * ((y - mean) / noise) ** 2 + tf.math.log(noise))

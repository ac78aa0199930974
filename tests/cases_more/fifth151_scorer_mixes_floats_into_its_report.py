# source: https://github.com/keras-team/keras-io/issues/194
# target: loss
# sources: actor, critic, scale
# expect: {"actor": "ok", "critic": "left_tensorflow", "scale": "ok"}
# culprit: {"critic": 2}
# notes: A report dictionary mixes a float, a tensor and a count.
# --- setup ---
import tensorflow as tf
class Scorer:
    def __init__(self, critic):
        self.critic = critic
    def report(self, h):
        value = tf.reduce_mean(h @ self.critic)
        return {"value": float(value), "entropy": -tf.reduce_mean(h * tf.math.log(h)), "n": int(h.shape[0])}
actor, critic = tf.Variable([[0.2, 0.4], [0.9, -0.1]]), tf.Variable([[0.5], [1.5]])
scale = tf.Variable(0.7)
obs = tf.constant([[1.0, 2.0], [0.3, 0.1]])
scorer = Scorer(critic)
# --- cell ---
policy = tf.nn.softmax(obs @ actor)
report = scorer.report(policy)
baseline, entropy = report["value"], report["entropy"]
loss = scale * tf.reduce_mean(policy[:, 0]) * baseline - 0.01 * entropy / report["n"]

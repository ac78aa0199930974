# source: https://github.com/tensorflow/tensorflow/issues/126083
# target: loss
# sources: p, strength, w
# expect: {"p": "registered_not_differentiable", "strength": "ok", "w": "ok"}
# culprit: {"p": 6}
# notes: The chance of an augmentation only enters a comparison.
# --- setup ---
import tensorflow as tf
p, strength, w = tf.Variable(0.7), tf.Variable(0.3), tf.Variable([[0.5], [0.2]])
x = tf.constant([[1.0, 2.0], [3.0, 1.0]])
tf.random.set_seed(6)
# --- cell ---
class MaybeBrighten:
    def __init__(self, chance, delta):
        self.chance, self.delta = chance, delta
    def coin(self, n):
        draw = tf.random.stateless_uniform([n, 1], [1, 2])
        return tf.cast(tf.less(draw, self.chance), tf.float32)
    def __call__(self, batch):
        return batch + self.delta * self.coin(batch.shape[0])
views = [MaybeBrighten(p, strength)(x) for _ in range(2)]
loss = tf.reduce_mean(tf.concat(views, 0) @ w)

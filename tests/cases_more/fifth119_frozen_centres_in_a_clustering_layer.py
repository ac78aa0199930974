# source: https://github.com/tensorflow/tensorflow/issues/29073
# target: loss
# sources: centres, alpha
# expect: {"centres": "not_trainable", "alpha": "ok"}
# culprit: {"centres": 2}
# notes: Cluster centres kept untrainable; the stop_gradient on the targets is as it should be.
# --- setup ---
import tensorflow as tf
class Clustering(tf.Module):
    def __init__(self, k):
        super().__init__()
        self.centres = tf.Variable(tf.random.stateless_normal([k, 2], [1, 1]), trainable=False)
        self.alpha = tf.Variable(1.0)
    def __call__(self, x):
        d = tf.reduce_sum(tf.square(x[:, None] - self.centres[None]), axis=-1)
        return tf.nn.softmax(-self.alpha * d)
layer = Clustering(3)
centres, alpha = layer.centres, layer.alpha
x = tf.constant([[0.1, 0.2], [0.9, -0.3]])
# --- cell ---
for _ in range(2):
    q = layer(x)
p = tf.stop_gradient(q ** 2 / tf.reduce_sum(q ** 2, axis=0))
loss = tf.reduce_sum(p * tf.math.log(p / q))

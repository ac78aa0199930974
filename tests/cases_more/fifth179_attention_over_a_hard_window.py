# source: https://github.com/tensorflow/tensorflow/issues/41528
# target: loss
# sources: centre, keys, query, width
# expect: {"centre": "integer_dtype", "keys": "ok", "query": "ok", "width": "registered_not_differentiable"}
# culprit: {"centre": 3, "width": 6}
# notes: A learned window: its centre is cast to an index, its width enters a comparison.
# --- setup ---
import tensorflow as tf
centre, width = tf.Variable(3.4), tf.Variable(1.6)
keys = tf.Variable(tf.random.stateless_normal([8, 2], [1, 2]))
query = tf.Variable([0.3, -0.2])
# --- cell ---
class LocalAttention:
    def window(self, c, w):
        left = tf.cast(c, tf.int32)
        index = tf.clip_by_value(tf.range(-2, 3) + left, 0, 7)
        near = tf.cast(
            tf.abs(tf.range(-2.0, 3.0)) <= w,
            tf.float32,
        )
        return index, near
    def __call__(self, q, k, c, w):
        index, near = self.window(c, w)
        scores = tf.linalg.matvec(tf.gather(k, index), q)
        return tf.reduce_sum(tf.nn.softmax(scores) * near)
loss = tf.square(LocalAttention()(query, keys, centre, width))

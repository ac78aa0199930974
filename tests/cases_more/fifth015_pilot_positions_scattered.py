# source: https://github.com/NVlabs/sionna/issues/701
# target: loss
# sources: position, pilots
# expect: {"position": "integer_dtype", "pilots": "ok"}
# culprit: {"position": 5}
# notes: Learned pilot positions are cast to integers to be used as indices.
# --- setup ---
import tensorflow as tf
position = tf.Variable([0.8, 3.1, 5.9])
pilots = tf.Variable([1.0, -1.0, 0.5])
channel = tf.constant([0.9, 1.1, 1.0, 0.7, 0.8, 1.2, 0.6, 1.3])
# --- cell ---
class ResourceGrid:
    def __init__(self, size):
        self.size = size
    def fill(self, where, values):
        index = tf.clip_by_value(tf.cast(where, tf.int32), 0, self.size - 1)
        return tf.scatter_nd(index[:, None], values, [self.size])
grid = ResourceGrid(8)
sent = grid.fill(position, pilots)
loss = tf.reduce_mean(tf.square(sent * channel - 0.5))

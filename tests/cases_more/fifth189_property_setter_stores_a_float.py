# source: https://github.com/GPflow/GPflow/pull/1199
# target: loss
# sources: s, w
# expect: {"s": "left_tensorflow", "w": "ok"}
# culprit: {"s": 1}
# notes: A validating setter converts to float.
# --- setup ---
import tensorflow as tf
class Model:
    def __init__(self):
        self._scale = 1.0
    @property
    def scale(self):
        return self._scale
    @scale.setter
    def scale(self, value):
        if value <= 0.0:
            raise ValueError("scale must be positive")
        self._scale = float(value)
    def __call__(self, x):
        return tf.tanh(x) * self._scale
s, w = tf.Variable(1.3), tf.Variable([0.4, 0.2])
model = Model()
# --- cell ---
model.scale = s * 2.0
out = model(w)
loss = tf.reduce_sum(out ** 2)

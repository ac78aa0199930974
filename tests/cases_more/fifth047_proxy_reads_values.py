# source: https://github.com/tensorflow/tensorflow/issues/20630
# target: loss
# sources: scale, shift
# expect: {"scale": "left_tensorflow", "shift": "ok"}
# culprit: {"scale": 3}
# notes: One of two attribute reads goes through a proxy that returns arrays.
# --- setup ---
import tensorflow as tf
class Snapshot:
    def __init__(self, module):
        object.__setattr__(self, "_module", module)
    def __getattr__(self, name):
        return getattr(self._module, name).numpy()
class Affine(tf.Module):
    def __init__(self):
        super().__init__()
        self.scale = tf.Variable([1.0, 2.0])
        self.shift = tf.Variable([0.1, 0.2])
layer = Affine()
scale, shift = layer.scale, layer.shift
view = Snapshot(layer)
x = tf.constant([3.0, 4.0])
# --- cell ---
moved = x - layer.shift
loss = tf.reduce_sum(
    moved * view.scale,
)

# source: https://github.com/tensorflow/tensorflow/issues/38751
# target: loss
# sources: w, b
# expect: {"w": "ok", "b": "ok"}
# options: --no-watch-accessed
# notes: Nothing is watched automatically, but the module's variables are watched by hand.
# --- setup ---
import tensorflow as tf
class Affine(tf.Module):
    def __init__(self):
        super().__init__()
        self.w = tf.Variable([[0.3], [0.6]])
        self.b = tf.Variable([0.1])
    def __call__(self, x):
        return x @ self.w + self.b
layer = Affine()
w, b = layer.w, layer.b
x = tf.constant([[1.0, 2.0]])
# --- cell ---
tape.watch(layer.trainable_variables)
loss = tf.reduce_sum(layer(x) ** 2)

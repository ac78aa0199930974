# source: https://github.com/keras-team/keras/issues/8723
# target: loss
# sources: slope, knot, height
# expect: {"slope": "left_tensorflow", "knot": "ok", "height": "registered_not_differentiable"}
# culprit: {"slope": 1, "height": 1}
# notes: A piecewise linear layer: one weight is converted with keras.ops.convert_to_numpy, one enters a comparison only.
# --- setup ---
import numpy as np
import keras
import tensorflow as tf

class Piecewise(keras.layers.Layer):
    def build(self, shape):
        self.slope = self.add_weight(shape=(), initializer="ones", name="slope")
        self.knot = self.add_weight(shape=(), initializer="zeros", name="knot")
        self.height = self.add_weight(shape=(), initializer="ones", name="height")
    def call(self, x):
        gain = keras.ops.convert_to_numpy(self.slope)
        line = gain * (x - self.knot)
        high = keras.ops.greater(line, self.height)
        return keras.ops.where(high, 1.0 + 0.1 * line, line)
bend = Piecewise()
grid = np.linspace(-2, 2, 9, dtype="float32")[:, None]
bend(grid)
slope, knot, height = bend.slope, bend.knot, bend.height
# --- cell ---
curve = bend(grid)
loss = keras.ops.mean(keras.ops.square(curve - np.tanh(grid)))

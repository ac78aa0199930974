# source: https://github.com/keras-team/keras/issues/10321
# target: loss
# sources: w, x
# expect: {"w": "no_gradient_registered", "x": "no_gradient_registered"}
# culprit: {"w": 2, "x": 2}
# notes: keras.ops.slice_update runs XlaDynamicUpdateSlice, which has no entry in the gradient registry.
# --- setup ---
import keras
import tensorflow as tf
w = keras.Variable([0.5, 0.3])
x = keras.Variable([1.0, 2.0, 3.0, 4.0])
class Patch:
    def __init__(self, start):
        self.start = start
    def __call__(self, base, piece):
        return keras.ops.slice_update(base, [self.start], piece)
patch = Patch(1)
# --- cell ---
base = keras.ops.tanh(x)
patched = patch(
    base,
    keras.ops.exp(w),
)
loss = keras.ops.sum(patched ** 2)

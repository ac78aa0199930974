# source: https://github.com/keras-team/keras/issues/10321
# target: loss
# sources: w, x, b
# expect: {"w": "ok", "x": "ok", "b": "ok"}
# notes: Loops, scans, updates and take_along_axis of keras.ops keep the gradient; the indices are only indices.
# --- setup ---
import keras
import tensorflow as tf
from keras import ops
w = keras.Variable([0.5, 0.3, 0.2])
x = keras.Variable([1.0, 2.0, 3.0])
b = keras.Variable(0.1)
# --- cell ---
doubled = ops.vectorized_map(lambda v: v * 2.0 + b, ops.convert_to_tensor(x))
looped = ops.fori_loop(0, 3, lambda i, acc: acc + ops.convert_to_tensor(w)[i] * doubled[i], ops.convert_to_tensor(0.0))
_, partial = ops.scan(lambda c, v: (c + v, c * v), ops.convert_to_tensor(1.0), doubled)
patched = ops.scatter_update(partial, [[0]], ops.convert_to_tensor(w)[:1])
top, index = ops.top_k(patched, 2)
chosen = ops.take_along_axis(doubled, ops.cast(index, "int32"), axis=0)
loss = looped + ops.sum(top * chosen) + ops.median(doubled)

# source: constructed
# target: loss
# sources: a, b
# expect: {"a": "ok", "b": "ok"}
# notes: Backend-neutral operations with shapes, casts of booleans and a where (no false alarm).
# --- setup ---
import tensorflow as tf
import keras

keras.utils.set_random_seed(0)
a, b = tf.Variable([[1.0, -2.0], [0.5, 3.0]]), tf.Variable([0.1, 0.7])
# --- cell ---
n = keras.ops.shape(a)[0]
pos = keras.ops.cast(a > 0, "float32")
h = keras.ops.where(pos > 0.5, a * b, 0.1 * a)
h = keras.ops.scatter_update(h, [[0, 0]], [0.0])
idx = keras.ops.convert_to_numpy(keras.ops.argmax(h, axis=1))
print(idx, n)
loss = keras.ops.sum(h ** 2) / n

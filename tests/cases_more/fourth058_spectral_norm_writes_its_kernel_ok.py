# source: constructed
# target: loss
# sources: kernel, head_kernel
# expect: {"kernel": "ok", "head_kernel": "ok"}
# notes: The wrapper assigns the normalised kernel before the layer reads it; the kernel itself is read after the write (no false alarm).
# --- setup ---
import tensorflow as tf
import keras

keras.utils.set_random_seed(0)
inner = keras.layers.Dense(4)
sn, head = keras.layers.SpectralNormalization(inner), keras.layers.Dense(1)
x = tf.random.stateless_normal([5, 3], [2, 2])
head(sn(x, training=True))
kernel, head_kernel = inner.kernel, head.kernel
# --- cell ---
h = sn(x, training=True)
loss = tf.reduce_mean(head(h) ** 2)

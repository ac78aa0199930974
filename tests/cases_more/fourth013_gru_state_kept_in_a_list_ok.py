# source: constructed
# target: loss
# sources: gru_kernel, head_kernel
# expect: {"gru_kernel": "ok", "head_kernel": "ok"}
# notes: The states are collected in a Python list and printed as arrays, but the tensors themselves go on (no false alarm).
# --- setup ---
import numpy as np
import tensorflow as tf
import keras

keras.utils.set_random_seed(0)
cell = keras.layers.GRUCell(3)
head = keras.layers.Dense(1)
xs = tf.random.stateless_normal([5, 2, 4], [0, 7])
cell(xs[0], [tf.zeros([2, 3])])
head(tf.zeros([2, 3]))
gru_kernel, head_kernel = cell.kernel, head.kernel
history = []
# --- cell ---
h = tf.zeros([2, 3])
for x in xs:
    h, _ = cell(x, [h])
    history.append(h)
    print(np.round(h.numpy().mean(), 3))
loss = tf.reduce_mean(head(tf.add_n(history)) ** 2)

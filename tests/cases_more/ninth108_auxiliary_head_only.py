# source: constructed
# target: loss
# sources: trunk_kernel, main_kernel, aux_kernel, levels
# expect: {"trunk_kernel": "ok", "main_kernel": "not_connected", "aux_kernel": "ok", "levels": "integer_dtype"}
# culprit: {"main_kernel": 5, "levels": 2}
# notes: Two-headed functional model: the loss reads the auxiliary output, and the number of levels is cast to an integer.
# --- setup ---
import numpy as np
import tensorflow as tf
import keras

keras.utils.set_random_seed(2)
inp = keras.Input((4,))
h = keras.layers.Dense(5, activation="relu", name="trunk")(inp)
net = keras.Model(inp, {"main": keras.layers.Dense(3, name="main")(h), "aux": keras.layers.Dense(3, name="aux")(h)})
trunk_kernel, main_kernel, aux_kernel = (net.get_layer(n).kernel for n in ("trunk", "main", "aux"))
levels = tf.Variable(4.0)
x = tf.constant(np.random.default_rng(3).normal(size=(8, 4)).astype("float32"))
labels = tf.constant([0, 1, 2, 0, 1, 2, 0, 1])
# --- cell ---
out = net(x, training=True)
depth = tf.cast(levels, tf.int32)
smooth = 1.0 / tf.cast(depth, tf.float32)
onehot = tf.one_hot(labels, 3, on_value=1.0 - smooth, off_value=smooth)
loss = tf.reduce_mean(tf.nn.softmax_cross_entropy_with_logits(onehot, out["aux"]))

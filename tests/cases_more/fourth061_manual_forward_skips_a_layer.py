# source: constructed
# target: loss
# sources: k_in, k_mid, k_out
# expect: {"k_in": "ok", "k_mid": "not_connected", "k_out": "ok"}
# culprit: {"k_mid": 4}
# notes: The layers are applied by hand, and the slice with step 2 leaves the middle one out.
# --- setup ---
import tensorflow as tf
import keras

keras.utils.set_random_seed(0)
model = keras.Sequential([keras.Input((3,)), keras.layers.Dense(3), keras.layers.Dense(3), keras.layers.Dense(3)])
k_in, k_mid, k_out = (l.kernel for l in model.layers)
x = tf.ones([2, 3])
# --- cell ---
h = x
for layer in model.layers[::2]:
    h = tf.nn.elu(layer(h))
loss = tf.reduce_sum(h)

# source: constructed
# target: loss
# sources: kernel, t
# expect: {"kernel": "wrong_object", "t": "ok"}
# culprit: {"kernel": 2}
# notes: 
# --- setup ---
import tensorflow as tf
import keras

keras.utils.set_random_seed(0)
layer = keras.layers.Dense(2)
x = tf.ones([2, 3])
layer(x)
kernel, t = layer.kernel, tf.Variable(1.5)
# --- cell ---
twin = keras.layers.Dense.from_config(layer.get_config())
loss = tf.reduce_mean((twin(x) / t) ** 2)

# source: constructed
# target: loss
# sources: kernel, t
# expect: {"kernel": "stateful_op", "t": "ok"}
# culprit: {"kernel": 2}
# notes: 
# --- setup ---
import tensorflow as tf
import keras

keras.utils.set_random_seed(0)
net = keras.Sequential([keras.Input((3,)), keras.layers.Dense(2)])
kernel, t = net.layers[0].kernel, tf.Variable(1.5)
x = tf.ones([2, 3])
# --- cell ---
shadow = keras.models.clone_model(net)
shadow.set_weights(net.get_weights())
loss = tf.reduce_mean((shadow(x) / t) ** 2)

# source: constructed
# target: loss
# sources: kernel, t
# expect: {"kernel": "wrong_object", "t": "ok"}
# culprit: {"kernel": 2}
# notes: 
# --- setup ---
import copy
import tensorflow as tf
import keras
net = keras.Sequential([keras.Input((3,)), keras.layers.Dense(2)])
kernel, t = net.layers[0].kernel, tf.Variable(1.5)
x = tf.ones([2, 3])
# --- cell ---
frozen = copy.deepcopy(net)
loss = tf.reduce_mean((frozen(x) / t) ** 2)

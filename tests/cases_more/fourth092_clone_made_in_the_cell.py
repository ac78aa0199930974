# source: constructed
# target: loss
# sources: kernel, temp
# expect: {"kernel": "wrong_object", "temp": "ok"}
# culprit: {"kernel": 2}
# notes: clone_model makes a new network with weights of its own; the forward pass uses the clone.
# --- setup ---
import tensorflow as tf
import keras

keras.utils.set_random_seed(0)
net = keras.Sequential([keras.Input((3,)), keras.layers.Dense(2)])
kernel, temp = net.layers[0].kernel, tf.Variable(1.5)
x = tf.ones([2, 3])
# --- cell ---
shadow = keras.models.clone_model(net)
logits = shadow(x) / temp
loss = tf.reduce_mean(tf.nn.log_softmax(logits)[:, 0])

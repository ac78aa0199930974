# source: constructed on a guide
# target: distill
# sources: base_k, copy_k
# expect: {"base_k": "wrong_object", "copy_k": "ok"}
# culprit: {"base_k": 2}
# notes: clone_model in the setup, the clone evaluated in the cell; the base is only asked for its config.
# --- setup ---
import numpy as np
import tensorflow as tf
import keras
keras.utils.set_random_seed(8)
net = keras.Sequential([keras.Input((2,)), keras.layers.Dense(2, activation="softmax")])
small = keras.models.clone_model(net)
small.set_weights([0.5 * w for w in net.get_weights()])
base_k, copy_k = net.weights[0], small.weights[0]
x = tf.constant([[0.3, 0.1], [0.7, 0.9]])
# --- cell ---
print(net.get_config()["name"], small.count_params())
p = small(x)
distill = -tf.reduce_mean(tf.math.log(p[:, 0]))

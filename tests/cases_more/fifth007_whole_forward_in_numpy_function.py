# source: https://github.com/tensorflow/tensorflow/issues/47288
# target: loss
# sources: kernel, temperature
# expect: {"kernel": "left_tensorflow", "temperature": "ok"}
# culprit: {"kernel": 1}
# notes: The network runs inside a numpy_function and hands its logits over as an array.
# --- setup ---
import numpy as np
import tensorflow as tf
import keras
keras.utils.set_random_seed(2)
net = keras.Sequential([keras.Input((3,)), keras.layers.Dense(4, activation="relu"), keras.layers.Dense(2)])
kernel = net.layers[0].kernel
temperature = tf.Variable(1.5)
class Runner:
    def __init__(self, batch):
        self.batch = batch
    def np_step(self):
        logits = net(self.batch)
        return logits.numpy()
runner = Runner(np.random.default_rng(0).random((5, 3)).astype("float32"))
actions = tf.constant([0, 1, 1, 0, 1])
# --- cell ---
logits = tf.numpy_function(runner.np_step, [], tf.float32)
picked = tf.gather(tf.nn.log_softmax(logits / temperature), actions, batch_dims=1)
loss = -tf.reduce_mean(picked)

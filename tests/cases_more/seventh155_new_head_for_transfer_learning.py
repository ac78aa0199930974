# source: https://keras.io/guides/transfer_learning/
# target: loss
# sources: old_head, trunk, new_head, scale
# expect: {"old_head": "wrong_object", "trunk": "ok", "new_head": "ok", "scale": "not_trainable"}
# culprit: {"old_head": 1}
# notes: The head handle of the first experiment is still in the list of sources; the class has a new head now. The trunk was frozen with trainable=False after it was built, which does not stop the tape.
# --- setup ---
import numpy as np
import tensorflow as tf
import keras

keras.utils.set_random_seed(0)
class Classifier:
    def __init__(self, classes):
        self.trunk = keras.layers.Dense(5, activation="gelu")
        self.head = keras.layers.Dense(classes)
        self.scale = tf.Variable(1.0, trainable=False)
    def __call__(self, x):
        return self.head(self.trunk(x) * self.scale)
x = tf.constant(np.random.default_rng(0).normal(size=(6, 3)).astype("float32"))
labels = tf.constant([0, 1, 1, 0, 1, 0])
net = Classifier(2)
net(x)
old_head = net.head.kernel
trunk, scale = net.trunk.kernel, net.scale
net.trunk.trainable = False
net.head = keras.layers.Dense(2)
net.head.build((None, 5))
new_head = net.head.kernel
# --- cell ---
logits = net(x)
loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)(labels, logits)

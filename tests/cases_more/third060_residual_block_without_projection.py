# source: constructed (ResNet block with an optional shortcut)
# target: energy
# sources: k1, k2, shortcut
# expect: {"k1": "ok", "k2": "ok", "shortcut": "not_taken_branch"}
# culprit: {"shortcut": 1}
# notes: The projection of the shortcut is needed only when the channels differ; here they do not. The test stands in a helper method.
# --- setup ---
import numpy as np
import tensorflow as tf

class Block(tf.Module):
    def __init__(self, cin, cout):
        super().__init__()
        rng = np.random.default_rng(0)
        self.k1 = tf.Variable(rng.normal(size=(3, 3, cin, cout)).astype("float32"))
        self.k2 = tf.Variable(rng.normal(size=(3, 3, cout, cout)).astype("float32"))
        self.shortcut = tf.Variable(rng.normal(size=(1, 1, cin, cout)).astype("float32"))
    def __call__(self, x):
        y = tf.nn.relu(tf.nn.conv2d(x, self.k1, 1, "SAME"))
        y = tf.nn.conv2d(y, self.k2, 1, "SAME")
        if x.shape[-1] != y.shape[-1]:
            x = tf.nn.conv2d(x, self.shortcut, 1, "SAME")
        return x + y
block = Block(2, 2)
k1, k2, shortcut = block.k1, block.k2, block.shortcut
img = tf.constant(np.random.default_rng(1).random((1, 5, 5, 2)).astype("float32"))
# --- cell ---
maps = block(img)
channel = int(np.argmax(maps.numpy().mean(axis=(0, 1, 2))))
energy = tf.reduce_mean(maps[..., channel] ** 2)

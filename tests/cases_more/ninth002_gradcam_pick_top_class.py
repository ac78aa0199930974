# source: https://keras.io/examples/vision/grad_cam/
# target: class_channel
# sources: last_maps, kernel, img_array
# expect: {"last_maps": "ok", "kernel": "ok", "img_array": "not_watched"}
# notes: The argmax only selects which score to look at; the maps and the weights are connected, the input array turned tensor was never watched.
# --- setup ---
import numpy as np
import tensorflow as tf
import keras
keras.utils.set_random_seed(1)

class TinyNet(keras.Model):
    def __init__(self):
        super().__init__()
        self.conv = keras.layers.Conv2D(3, 3, activation="relu")
        self.pool = keras.layers.GlobalMaxPooling2D()
        self.fc = keras.layers.Dense(4)
    def call(self, x, with_maps=False):
        maps = self.conv(x)
        logits = self.fc(self.pool(maps))
        return (maps, logits) if with_maps else logits

net = TinyNet()
img_array = tf.constant(np.random.default_rng(5).random((1, 7, 7, 1)).astype("float32"))
net(img_array)
kernel = net.fc.kernel
pred_index = None
# --- cell ---
last_maps, preds = net(img_array, with_maps=True)
if pred_index is None:
    pred_index = tf.argmax(preds[0])
class_channel = preds[:, pred_index]

# source: https://github.com/tensorflow/tensorflow/issues/42984
# target: loss
# sources: contrast, w
# expect: {"contrast": "left_tensorflow", "w": "ok"}
# culprit: {"contrast": 3}
# notes: A learned contrast is read as a number in the loader's __getitem__.
# --- setup ---
import numpy as np
import keras
import tensorflow as tf
contrast = tf.Variable(1.2)
w = tf.Variable([[0.3], [0.5]])
class Batches(keras.utils.PyDataset):
    def __init__(self, x):
        super().__init__()
        self.x = x
    def __len__(self):
        return 2
    def __getitem__(self, i):
        part = self.x[2 * i : 2 * i + 2]
        return (np.mean(part) + (part - np.mean(part)) * np.float32(contrast)).astype("float32")
data = Batches(np.arange(8, dtype="float32").reshape(4, 2))
# --- cell ---
total = 0.0
for i in range(len(data)):
    batch = data[i]
    total = total + tf.reduce_mean(tf.square(batch @ w))
loss = total / len(data)

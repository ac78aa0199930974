# source: constructed (layer that imitates 8-bit storage)
# target: loss
# sources: raw, gain, clf_kernel
# expect: {"raw": "integer_dtype", "gain": "integer_dtype", "clf_kernel": "ok"}
# culprit: {"raw": 2, "gain": 2}
# notes: A preprocessing layer inside the model converts the image to uint8 and back.
# --- setup ---
import numpy as np
import tensorflow as tf

import keras
keras.utils.set_random_seed(0)
class EightBit(keras.layers.Layer):
    def call(self, images):
        stored = tf.cast(tf.clip_by_value(images, 0.0, 1.0) * 255.0, tf.uint8)
        return tf.cast(stored, tf.float32) / 255.0
raw = tf.Variable(np.random.default_rng(0).random((1, 4, 4, 1)).astype("float32"))
gain = tf.Variable(1.1)
model = keras.Sequential([keras.Input((4, 4, 1)), EightBit(), keras.layers.Flatten(), keras.layers.Dense(2)])
clf_kernel = model.layers[-1].kernel
# --- cell ---
exposed = gain * raw
logits = model(exposed)
loss = tf.nn.sparse_softmax_cross_entropy_with_logits(labels=[1], logits=logits)

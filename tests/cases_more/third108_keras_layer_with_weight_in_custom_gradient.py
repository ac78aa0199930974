# source: constructed (Keras layer that scales its backward pass)
# target: loss
# sources: kernel, temperature
# expect: {"kernel": "ok", "temperature": "custom_gradient_none"}
# culprit: {"temperature": 2}
# notes: The layer divides by a learned temperature inside a custom gradient whose second result is None. round() in the summary is harmless.
# --- setup ---
import numpy as np
import tensorflow as tf
import keras

class Tempered(keras.layers.Layer):
    def build(self, shape):
        self.temperature = self.add_weight(shape=(), initializer="ones", name="temperature")
    def call(self, logits):
        @tf.custom_gradient
        def scaled(z, t):
            def backward(dy):
                return dy / t, None
            return z / t, backward
        return scaled(logits, tf.convert_to_tensor(self.temperature))
keras.utils.set_random_seed(2)
dense, temper = keras.layers.Dense(3), Tempered()
x = tf.constant(np.random.default_rng(0).normal(size=(4, 2)).astype("float32"))
temper(dense(x))
kernel, temperature = dense.kernel, temper.temperature
labels = tf.constant([0, 1, 2, 0])
# --- cell ---
logits = dense(x)
calibrated = temper(logits)
confidence = tf.reduce_max(tf.nn.softmax(calibrated), axis=1)
print("confidence", [round(float(c), 2) for c in confidence])
loss = tf.reduce_mean(keras.losses.sparse_categorical_crossentropy(labels, calibrated, from_logits=True))

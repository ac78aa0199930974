# source: https://github.com/tensorflow/tensorflow/issues/43916
# target: total
# sources: feature_kernel, domain_kernel, strength
# expect: {"feature_kernel": "ok", "domain_kernel": "ok", "strength": "stop_gradient"}
# culprit: {"strength": 2}
# notes: Domain-adversarial training: the reversal op is sound, although its forward pass looks like a dead end; only its strength is deliberately detached.
# --- setup ---
import numpy as np
import tensorflow as tf
import keras
keras.utils.set_random_seed(2)

@tf.custom_gradient
def reverse(t):
    return tf.identity(t), lambda dy: -dy

class Reversal(keras.layers.Layer):
    def call(self, inputs):
        return reverse(inputs)

feature, domain, reversal = keras.layers.Dense(4, activation="relu"), keras.layers.Dense(1), Reversal()
x = tf.constant(np.random.default_rng(0).random((6, 3)).astype("float32"))
d = tf.constant([[0.], [0.], [0.], [1.], [1.], [1.]])
domain(reversal(feature(x)))
feature_kernel, domain_kernel = feature.kernel, domain.kernel
strength = tf.Variable(0.3)
# --- cell ---
hidden = feature(x)
mixed = hidden * tf.stop_gradient(strength)
logit = domain(reversal(mixed))
total = tf.reduce_mean(tf.nn.sigmoid_cross_entropy_with_logits(labels=d, logits=logit))

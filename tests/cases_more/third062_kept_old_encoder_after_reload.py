# source: constructed (model loaded from a configuration in a notebook)
# target: loss
# sources: enc_kernel, head_kernel
# expect: {"enc_kernel": "wrong_object", "head_kernel": "ok"}
# culprit: {"enc_kernel": 1}
# notes: The encoder was rebuilt from its configuration with the same weights; the handle belongs to the first one.
# --- setup ---
import numpy as np
import tensorflow as tf
import keras

keras.utils.set_random_seed(1)
encoder = keras.Sequential([keras.Input((4,)), keras.layers.Dense(3, activation="tanh")], name="encoder")
enc_kernel = encoder.layers[0].kernel
head = keras.layers.Dense(1)
x = tf.constant(np.random.default_rng(0).normal(size=(5, 4)).astype("float32"))
head(encoder(x))
head_kernel = head.kernel
restored = keras.Sequential.from_config(encoder.get_config())
restored.set_weights(encoder.get_weights())
encoder = restored
# --- cell ---
code = encoder(x)
out = head(code)
loss = tf.reduce_mean(tf.keras.losses.huber(tf.ones([5, 1]), out))
print("same weights:", np.allclose(enc_kernel.numpy(), encoder.get_weights()[0]))

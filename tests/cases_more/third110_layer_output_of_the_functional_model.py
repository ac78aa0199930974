# source: https://github.com/tensorflow/tensorflow/issues/44462
# target: score
# sources: conv_out, conv_kernel
# expect: {"conv_out": "wrong_object", "conv_kernel": "ok"}
# culprit: {"conv_out": 1}
# notes: The gradient is asked for layer.output, the symbolic tensor of the functional model, not for the value of this call.
# --- setup ---
import numpy as np
import tensorflow as tf
import keras

keras.utils.set_random_seed(7)
inp = keras.Input((6, 6, 1))
maps = keras.layers.Conv2D(2, 3, activation="relu", name="last_conv")(inp)
cnn = keras.Model(inp, keras.layers.Dense(3)(keras.layers.GlobalAveragePooling2D()(maps)))
conv_out = cnn.get_layer("last_conv").output
conv_kernel = cnn.get_layer("last_conv").kernel
img = tf.constant(np.random.default_rng(0).random((1, 6, 6, 1)).astype("float32"))
# --- cell ---
preds = cnn(img)
winner = int(tf.argmax(preds[0]))
score = preds[:, winner]

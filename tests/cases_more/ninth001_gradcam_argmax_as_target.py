# source: https://whosebug.com/question/6458817/Gradients-are-None-while-implementing-GradCam
# target: class_out
# sources: conv_out, head_kernel
# expect: {"conv_out": "registered_not_differentiable", "head_kernel": "registered_not_differentiable"}
# culprit: {"conv_out": 2, "head_kernel": 2}
# notes: Grad-CAM with the class index itself as the target: argmax closes everything.
# --- setup ---
import numpy as np
import tensorflow as tf
import keras
keras.utils.set_random_seed(3)
inp = keras.Input((8, 8, 3))
conv = keras.layers.Conv2D(4, 3, activation="relu", name="last_conv")(inp)
out = keras.layers.Dense(5, activation="softmax", name="head")(keras.layers.GlobalAveragePooling2D()(conv))
model = keras.Model(inp, out)
cam_model = keras.Model(model.inputs, [model.get_layer("last_conv").output, model.output])
head_kernel = model.get_layer("head").kernel
image = np.random.default_rng(0).random((1, 8, 8, 3)).astype("float32")
# --- cell ---
conv_out, predictions = cam_model(image)
class_out = tf.argmax(predictions, axis=-1)

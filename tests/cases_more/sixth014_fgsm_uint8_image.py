# source: constructed on a guide
# target: loss
# sources: image, model_kernel
# expect: {"image": "integer_dtype", "model_kernel": "ok"}
# notes: The image is a uint8 variable as loaded; it is watched but gets no gradient.
# --- setup ---
import numpy as np
import tensorflow as tf
import keras
keras.utils.set_random_seed(0)
raw = np.random.default_rng(0).integers(0, 255, size=(1, 6, 6, 3)).astype("uint8")
image = tf.Variable(raw)
classifier = keras.Sequential([keras.Input((6, 6, 3)), keras.layers.Conv2D(4, 3, activation="relu"), keras.layers.GlobalAveragePooling2D(), keras.layers.Dense(3)])
model_kernel = classifier.layers[0].kernel
def preprocess(img):
    return tf.cast(img, tf.float32) / 127.5 - 1.0
label = tf.constant([2])
cce = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
# --- cell ---
inp = preprocess(image)
logits = classifier(inp)
guess = int(tf.argmax(logits[0]))
loss = cce(label, logits)
print("predicted", guess, "true", int(label[0]))

# source: constructed (resuming training from a file)
# target: loss
# sources: kernel, temp
# expect: {"kernel": "wrong_object", "temp": "ok"}
# culprit: {"kernel": 1}
# notes: The model is written to a file and loaded again; the handle was taken from the model before.
# --- setup ---
import os, tempfile
import numpy as np
import tensorflow as tf
import keras

keras.utils.set_random_seed(3)
model = keras.Sequential([keras.Input((3,)), keras.layers.Dense(2, name="out")])
kernel = model.get_layer("out").kernel
temp = tf.Variable(1.5)
path = os.path.join(tempfile.mkdtemp(), "m.keras")
model.save(path)
model = keras.models.load_model(path)
x = tf.constant(np.random.default_rng(0).normal(size=(4, 3)).astype("float32"))
y = tf.constant([0, 1, 1, 0])
# --- cell ---
logits = model(x) / temp
correct = int(tf.reduce_sum(tf.cast(tf.argmax(logits, 1, output_type=tf.int32) == y, tf.int32)))
loss = tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(labels=y, logits=logits))
print("correct", correct)

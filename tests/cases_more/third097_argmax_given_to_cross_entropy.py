# source: https://github.com/ftramer/ensemble-adv-training/issues/4
# target: loss
# sources: kernel, bias, smooth
# expect: {"kernel": "registered_not_differentiable", "bias": "registered_not_differentiable", "smooth": "ok"}
# culprit: {"kernel": 3, "bias": 3}
# notes: The class number instead of the logits is compared with the label; a Keras accuracy update stands beside it.
# --- setup ---
import numpy as np
import tensorflow as tf
import keras

keras.utils.set_random_seed(3)
model = keras.Sequential([keras.Input((3,)), keras.layers.Dense(4)])
kernel, bias = model.layers[0].kernel, model.layers[0].bias
smooth = tf.Variable(0.1)
x = tf.constant(np.random.default_rng(0).normal(size=(6, 3)).astype("float32"))
y = tf.constant([0, 1, 2, 3, 0, 1])
acc = keras.metrics.SparseCategoricalAccuracy()
# --- cell ---
logits = model(x)
acc.update_state(y, logits)
predicted = tf.argmax(logits, axis=1)
wrong = tf.cast(predicted, tf.float32) - tf.cast(y, tf.float32)
loss = tf.reduce_mean(tf.square(wrong)) + tf.square(smooth)
print("accuracy", float(acc.result()))

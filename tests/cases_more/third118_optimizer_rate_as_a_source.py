# source: constructed (learning to tune the learning rate)
# target: next_loss
# sources: rate, w
# expect: {"rate": "not_trainable", "w": "ok"}
# culprit: {"rate": 5}
# notes: The Keras optimiser keeps its learning rate in a non-trainable variable.
# --- setup ---
import numpy as np
import tensorflow as tf
import keras

rng = np.random.default_rng(5)
w = tf.Variable(rng.normal(size=(2, 1)).astype("float32"))
opt = keras.optimizers.SGD(learning_rate=0.1)
rate = opt.learning_rate
x, y = tf.constant(rng.normal(size=(5, 2)).astype("float32")), tf.ones([5, 1])
def loss_of(weight):
    return tf.reduce_mean((x @ weight - y) ** 2)
# --- cell ---
with tf.GradientTape() as inner:
    inner.watch(w)
    now = loss_of(w)
g = inner.gradient(now, w)
moved = w - rate * g
next_loss = loss_of(moved)
print("rate", float(rate), "improved", bool(next_loss < now))

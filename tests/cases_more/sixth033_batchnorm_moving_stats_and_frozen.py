# source: constructed on a guide
# target: loss
# sources: gamma, moving_mean, conv_k
# expect: {"gamma": "ok", "moving_mean": "not_trainable", "conv_k": "ok"}
# notes: Inference-mode BatchNorm reads the moving mean, which is not trainable; the frozen layer's kernel still gets a gradient.
# --- setup ---
import numpy as np
import tensorflow as tf
import keras
keras.utils.set_random_seed(0)
inp = keras.Input((5, 5, 1))
h = keras.layers.Conv2D(2, 3, name="conv")(inp)
h = keras.layers.BatchNormalization(name="bn")(h)
h = keras.layers.ReLU()(h)
out = keras.layers.Dense(1)(keras.layers.Flatten()(h))
net = keras.Model(inp, out)
gamma, moving_mean = net.get_layer("bn").gamma, net.get_layer("bn").moving_mean
net.get_layer("conv").trainable = False
conv_k = net.get_layer("conv").kernel
x = np.random.default_rng(0).normal(size=(3, 5, 5, 1)).astype("float32")
y = np.array([[1.0], [0.0], [1.0]], dtype="float32")
# --- cell ---
"eval mode"
scores = net(x, training=False)
p = tf.sigmoid(scores)
per_example = keras.losses.binary_crossentropy(y, p)
weights = tf.where(y[:, 0] > 0, 2.0, 1.0)
loss = tf.reduce_sum(weights * per_example) / tf.reduce_sum(weights)
print("frozen:", [l.name for l in net.layers if not l.trainable])

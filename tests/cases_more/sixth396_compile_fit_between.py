# source: constructed on a guide
# target: loss
# sources: k, lr
# expect: {"k": "ok", "lr": "left_tensorflow"}
# culprit: {"lr": 1}
# notes: A few fit steps in the cell with an optimizer of float(lr), then the loss of the fitted model.
# --- setup ---
import numpy as np
import tensorflow as tf
import keras
keras.utils.set_random_seed(1)
model = keras.Sequential([keras.Input((1,)), keras.layers.Dense(1)])
k = model.layers[0].kernel
lr = tf.Variable(0.05)
X = np.linspace(-1, 1, 8).astype("float32")[:, None]
# --- cell ---
model.compile(optimizer=keras.optimizers.SGD(float(lr)), loss="mse")
hist = model.fit(X, 2 * X, epochs=1, batch_size=8, verbose=0)
loss = tf.reduce_mean((model(X) - 2 * X) ** 2)

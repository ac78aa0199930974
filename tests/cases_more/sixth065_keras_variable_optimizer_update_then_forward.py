# source: constructed on a guide
# target: loss
# sources: kernel, lr
# expect: {"kernel": "ok", "lr": "stateful_op"}
# culprit: {"lr": 5}
# notes: The learning rate variable is assigned to the optimizer, the update assigns the kernel, and the forward pass reads it.
# --- setup ---
import numpy as np
import tensorflow as tf
import keras
keras.utils.set_random_seed(0)
model = keras.Sequential([keras.Input((2,)), keras.layers.Dense(1)])
kernel = model.layers[0].kernel
lr = tf.Variable(0.05)
x = np.array([[1.0, 2.0], [0.5, -1.0]], dtype="float32")
y = np.array([[1.0], [0.0]], dtype="float32")
def mse():
    return tf.reduce_mean((model(x) - y) ** 2)
# --- cell ---
with tf.GradientTape() as t:
    before = mse()
grads = t.gradient(before, model.trainable_variables)
for v, g in zip(model.trainable_variables, grads):
    v.assign(v - lr * g)
after = mse()
loss = after
print("before", float(before), "after", float(after))

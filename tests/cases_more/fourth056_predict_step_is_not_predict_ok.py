# source: constructed
# target: loss
# sources: k0, k1
# expect: {"k0": "ok", "k1": "ok"}
# notes: model.predict_step only calls the model; unlike predict it stays in TensorFlow (no false alarm).
# --- setup ---
import tensorflow as tf
import keras

keras.utils.set_random_seed(0)
model = keras.Sequential([keras.Input((3,)), keras.layers.Dense(4, activation="tanh"), keras.layers.Dense(1)])
k0, k1 = model.layers[0].kernel, model.layers[1].kernel
x = tf.ones([2, 3])
# --- cell ---
out = model.predict_step(x)
loss = tf.reduce_mean((out - 0.5) ** 2)
print("predicted", out.numpy().ravel())

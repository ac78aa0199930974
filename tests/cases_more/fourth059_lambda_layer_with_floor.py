# source: constructed
# target: loss
# sources: conv_kernel, out_kernel
# expect: {"conv_kernel": "registered_not_differentiable", "out_kernel": "ok"}
# culprit: {"conv_kernel": 1}
# notes: A Lambda layer in a Sequential model quantises with tf.floor; the function is defined in the setup.
# --- setup ---
import tensorflow as tf
import keras

keras.utils.set_random_seed(0)
model = keras.Sequential([
    keras.Input((4,)),
    keras.layers.Dense(3, activation="sigmoid"),
    keras.layers.Lambda(lambda t: tf.floor(t * 8.0) / 8.0),
    keras.layers.Dense(1),
])
conv_kernel, out_kernel = model.layers[0].kernel, model.layers[2].kernel
x, y = tf.ones([2, 4]), tf.zeros([2, 1])
# --- cell ---
pred = model(x)
loss = tf.reduce_mean((pred - y) ** 2)

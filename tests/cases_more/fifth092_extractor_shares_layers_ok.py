# source: https://github.com/tensorflow/tensorflow/issues/62797
# target: score
# sources: conv_k, dense_k, image
# expect: {"conv_k": "ok", "dense_k": "ok", "image": "ok"}
# notes: A second functional model made in the cell shares the layers of the first; argmax only chooses the class.
# --- setup ---
import keras
import tensorflow as tf
keras.utils.set_random_seed(11)
inp = keras.Input((6, 6, 1))
conv = keras.layers.Conv2D(2, 3, activation="relu", name="last_conv")
maps = conv(inp)
dense = keras.layers.Dense(3, name="top")
out = dense(keras.layers.Flatten()(maps))
model = keras.Model(inp, out)
conv_k, dense_k = conv.kernel, dense.kernel
image = tf.Variable(tf.random.stateless_uniform([1, 6, 6, 1], [3, 4]))
# --- cell ---
grad_model = keras.Model(model.inputs, [model.get_layer("last_conv").output, model.output])
maps, preds = grad_model(image)
best = tf.argmax(preds[0])
score = preds[:, best] + 0.001 * tf.reduce_mean(maps)

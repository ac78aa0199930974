# source: constructed
# target: class_score
# sources: conv_out, dense_kernel
# expect: {"conv_out": "ok", "dense_kernel": "ok"}
# notes: conv_out is a tensor made in the cell from watched variables, so it needs no watch of its own (no false alarm).
# --- setup ---
import tensorflow as tf
import keras

keras.utils.set_random_seed(0)
conv, dense = keras.layers.Conv2D(2, 3), keras.layers.Dense(3)
img = tf.random.stateless_uniform([1, 6, 6, 1], [1, 2])
dense(tf.reduce_mean(conv(img), axis=[1, 2]))
dense_kernel = dense.kernel
# --- cell ---
conv_out = conv(img)
pooled = tf.reduce_mean(tf.nn.relu(conv_out), axis=[1, 2])
probs = tf.nn.softmax(dense(pooled))
class_index = int(tf.argmax(probs[0]))
class_score = probs[0, class_index]

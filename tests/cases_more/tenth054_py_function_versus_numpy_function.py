# source: constructed
# target: loss
# sources: ink, blur, thick
# expect: {"ink": "ok", "blur": "left_tensorflow", "thick": "ok"}
# culprit: {"blur": 2}
# notes: tf.py_function runs TensorFlow code eagerly and is differentiable, tf.numpy_function is not.
# --- setup ---
import numpy as np
import tensorflow as tf

ink = tf.Variable(np.random.default_rng(54).random((6, 6)).astype("float32"))
blur = tf.Variable(np.random.default_rng(55).random((6, 6)).astype("float32"))
thick = tf.Variable(1.3)

def edges(img):
    gx = img[:, 1:] - img[:, :-1]
    return abs(gx)

def soft_edges(img):
    return tf.sqrt(edges(img) ** 2 + 1e-4)
# --- cell ---
e1 = tf.py_function(soft_edges, [ink], tf.float32)
e2 = tf.numpy_function(edges, [blur], tf.float32)
loss = tf.reduce_mean((thick * e1 - e2) ** 2)

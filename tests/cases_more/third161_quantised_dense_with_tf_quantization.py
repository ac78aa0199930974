# source: constructed (integer matmul simulation)
# target: loss
# sources: w, act_scale
# expect: {"w": "no_gradient_registered", "act_scale": "no_gradient_registered"}
# culprit: {"w": 1, "act_scale": 1}
# notes: A quantize and dequantize pair is used instead of fake quantisation; Dequantize has no gradient. Besides, act_scale is rounded.
# --- setup ---
import numpy as np
import tensorflow as tf
tf.get_logger().setLevel("ERROR")

w = tf.Variable(np.random.default_rng(0).normal(size=(4, 2)).astype("float32"))
act_scale = tf.Variable(3.7)
x = tf.constant(np.random.default_rng(1).random((3, 4)).astype("float32"))
def squash(t):
    q = tf.quantization.quantize(t, -3.0, 3.0, tf.qint8)
    return tf.quantization.dequantize(q.output, q.output_min, q.output_max)
# --- cell ---
wq = squash(w)
xs = x * tf.round(act_scale)
loss = tf.reduce_mean(tf.nn.relu(xs @ wq))

# source: constructed (mixed precision: the loss scale taken as a Python number)
# target: scaled
# sources: kernel, log_scale, bias, clip
# expect: {"kernel": "ok", "log_scale": "left_tensorflow", "bias": "integer_dtype", "clip": "ok"}
# culprit: {"bias": 2, "log_scale": 6}
# notes: Casts to half precision and back are harmless; a cast to a small integer for export is not, and the scale leaves by math.exp.
# --- setup ---
import math
import numpy as np
import tensorflow as tf

kernel = tf.Variable(np.random.default_rng(44).normal(size=(3, 2)).astype("float32"))
bias, clip, log_scale = tf.Variable([12.0, -7.0]), tf.Variable(4.0), tf.Variable(3.0)
x = tf.constant([[0.2, 0.4, -0.1], [1.0, 0.5, 0.3]], tf.float16)
# --- cell ---
half = tf.matmul(x, tf.cast(kernel, tf.float16))
stored_bias = tf.cast(bias, tf.int8)
logits = tf.cast(half, tf.float32) + tf.cast(stored_bias, tf.float32) / 16.0
logits = tf.clip_by_value(logits, -clip, clip)
loss = tf.reduce_mean(tf.cast(tf.cast(logits, tf.bfloat16), tf.float32) ** 2)
scale = math.exp(log_scale)
scaled = scale * loss

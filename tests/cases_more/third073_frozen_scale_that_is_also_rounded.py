# source: constructed (quantisation-aware training)
# target: loss
# sources: scale, w
# expect: {"scale": "registered_not_differentiable", "w": "ok"}
# culprit: {"scale": 1}
# notes: The scale is not trainable and, besides, enters only through tf.math.ceil; the ceil is nearest the target.
# --- setup ---
import numpy as np
import tensorflow as tf

scale = tf.Variable(6.3, trainable=False)
w = tf.Variable(np.random.default_rng(0).normal(size=(4,)).astype("float32"))
x = tf.constant([1.0, -1.0, 0.5, 2.0])
# --- cell ---
levels = tf.math.ceil(scale)
limits = tf.reduce_max(tf.abs(w))
quant = tf.quantization.quantize_and_dequantize_v2(w, -limits, limits, range_given=True)
loss = (tf.reduce_sum(quant * x) - 1.0) ** 2 / levels
print("max", limits.numpy())

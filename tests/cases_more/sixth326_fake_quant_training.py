# source: constructed on a guide
# target: loss
# sources: w, lo, hi, levels
# expect: {"w": "ok", "lo": "ok", "hi": "ok", "levels": "registered_not_differentiable"}
# culprit: {"levels": 2}
# notes: Fake quantisation is differentiable in its range; the hand-made one rounds.
# --- setup ---
import numpy as np
import tensorflow as tf
w = tf.Variable([0.12, 0.55, -0.4])
lo, hi = tf.Variable(-1.0), tf.Variable(1.0)
levels = tf.Variable(15.6)
# --- cell ---
q = tf.quantization.fake_quant_with_min_max_vars(w, lo, hi, num_bits=4)
n = tf.round(levels)
dq = tf.quantization.quantize_and_dequantize_v2(w, -1.0, 1.0, range_given=True)
loss = tf.reduce_sum((q - 0.1) ** 2 + dq ** 2) / n

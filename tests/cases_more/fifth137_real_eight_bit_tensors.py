# source: https://github.com/qualcomm/aimet/issues/236
# target: loss
# sources: w, x
# expect: {"w": "no_gradient_registered", "x": "no_gradient_registered"}
# culprit: {"w": 2, "x": 2}
# notes: The weights are stored as qint8; Dequantize has no entry in the registry and raises for everything.
# --- setup ---
import tensorflow as tf
w, x = tf.Variable([0.31, -0.82]), tf.Variable([1.0, 2.0])
# --- cell ---
packed, low, high = tf.quantization.quantize(tf.tanh(w), -1.0, 1.0, tf.qint8)
unpacked = tf.quantization.dequantize(packed, low, high)
loss = tf.reduce_sum(unpacked * x)

# source: https://github.com/tensorflow/tensorflow/issues/22977
# target: loss
# sources: weights, high, bits, zero_point
# expect: {"weights": "ok", "high": "ok", "bits": "left_tensorflow", "zero_point": "registered_not_differentiable"}
# culprit: {"bits": 2, "zero_point": 4}
# notes: The fake-quantisation op has gradients for its input and both limits; the number of bits is a Python number and the zero point is rounded.
# --- setup ---
import tensorflow as tf

weights = tf.Variable([-1.4, -0.3, 0.2, 0.9, 2.2])
high = tf.Variable(1.5)
bits = tf.Variable(3.6)
zero_point = tf.Variable(0.4)
target = tf.constant([-1.0, -0.5, 0.0, 1.0, 1.5])
# --- cell ---
low = tf.reduce_min(weights)
n_bits = int(round(float(bits)))
approx = tf.quantization.fake_quant_with_min_max_vars(weights, low, high, num_bits=n_bits)
approx = approx - 0.1 * tf.round(zero_point)
step = (high - low) / (2.0 ** n_bits - 1.0)
loss = tf.reduce_mean((approx - target) ** 2) + 0.01 * step

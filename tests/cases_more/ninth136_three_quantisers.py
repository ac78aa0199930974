# source: constructed
# target: distortion
# sources: weights, acts, bits
# expect: {"weights": "ok", "acts": "integer_dtype", "bits": "registered_not_differentiable"}
# culprit: {"acts": 2, "bits": 4}
# notes: fake_quant has a straight-through gradient; the int8 cast of the activations and the rounded bit width have none.
# --- setup ---
import tensorflow as tf

weights = tf.Variable([[0.31, -0.72], [1.18, 0.05]])
acts = tf.Variable([[0.5, 1.7], [-0.4, 0.9]])
bits = tf.Variable(5.4)
reference = tf.constant([[1.0, 0.0], [0.0, 1.0]])
# --- cell ---
wq = tf.quantization.fake_quant_with_min_max_args(weights, min=-2.0, max=2.0, num_bits=4)
aq = tf.cast(tf.clip_by_value(acts * 32.0, -128.0, 127.0), tf.int8)
out = tf.cast(aq, tf.float32) / 32.0 @ wq
cost = tf.pow(2.0, tf.round(bits))
distortion = tf.reduce_mean((out - reference) ** 2) + 1e-3 * cost

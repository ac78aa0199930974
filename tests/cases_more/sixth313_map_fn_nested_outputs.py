# source: constructed on a guide
# target: loss
# sources: x, sharp, bias
# expect: {"x": "ok", "sharp": "registered_not_differentiable", "bias": "ok"}
# culprit: {"sharp": 3}
# notes: map_fn with two outputs; the second is an argmax-free sign pattern from ceil.
# --- setup ---
import numpy as np
import tensorflow as tf
x = tf.Variable([[0.1, 0.5], [0.9, 0.3]])
sharp = tf.Variable([0.4, 0.9])
bias = tf.Variable(0.2)
# --- cell ---
def soft(pair):
    row, s = pair
    level = tf.math.ceil(s * 3.0)
    return tf.nn.softmax(row * level), level + bias

probs, levels = tf.map_fn(soft, (x, sharp), fn_output_signature=(tf.float32, tf.float32))
loss = tf.reduce_sum(probs[:, 0] * levels)

# source: constructed (integer-only inference simulation)
# target: loss
# sources: scale, w
# expect: {"scale": "custom_gradient_none", "w": "ok"}
# culprit: {"scale": 3}
# notes: The scale is rounded to a power of two and passed to a custom gradient that returns None for it; the call is nearest the target.
# --- setup ---
import numpy as np
import tensorflow as tf

@tf.custom_gradient
def shift_mul(x, s):
    return x * s, lambda dy: (dy * s, None)
w = tf.Variable(np.random.default_rng(0).normal(size=(3, 2)).astype("float32"))
scale = tf.Variable(5.3)
x = tf.constant([[1.0, 2.0, 3.0]])
# --- cell ---
exponent = tf.round(tf.math.log(scale) / tf.math.log(2.0))
pow2 = tf.pow(2.0, exponent)
acc = shift_mul(x @ w, pow2)
loss = tf.reduce_sum(tf.nn.relu(acc)) + 0.1 * tf.reduce_sum(acc ** 2)
print("shift by", int(exponent))

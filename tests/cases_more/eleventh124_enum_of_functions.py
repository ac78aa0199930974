# source: constructed (code as an engineer structures it)
# target: loss
# sources: w_linear, w_square, bias
# expect: {"w_linear": "not_taken_branch", "w_square": "not_taken_branch", "bias": "ok"}
# culprit: {"w_linear": 2, "w_square": 2}
# notes: Functions in an Enum body become methods, not members, so the loop over the Enum has nothing to visit.
# --- setup ---
from enum import Enum
import tensorflow as tf

class Feature(Enum):
    def linear(x):
        return x

    def square(x):
        return x ** 2

w_linear = tf.Variable(0.7)
w_square = tf.Variable(-0.2)
bias = tf.Variable(0.05)
weights = {"linear": w_linear, "square": w_square}
x = tf.constant([0.5, 1.5, -1.0])
y = tf.constant([0.4, 0.9, -1.1])
# --- cell ---
pred = bias * tf.ones_like(x)
for feature in Feature:
    pred += weights[feature.name] * feature.value(x)
loss = tf.reduce_mean((pred - y) ** 2)

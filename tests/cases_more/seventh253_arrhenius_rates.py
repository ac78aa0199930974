# source: constructed (chemical kinetics)
# target: yield_b
# sources: pre, activation, temperature, order, inhibitor
# expect: {"pre": "ok", "activation": "left_tensorflow", "temperature": "left_tensorflow", "order": "integer_dtype", "inhibitor": "not_taken_branch"}
# culprit: {"activation": 3, "temperature": 3, "inhibitor": 8}
# notes: Rate constants come from a dictionary; the exponent is computed with math.exp, the reaction order is an integer, and the inhibitor acts above a limit only.
# --- setup ---
import math
import tensorflow as tf

pre, pre_back = tf.Variable(5.0), tf.Variable(2.0)
table = {"fwd": pre, "back": pre_back}
activation, temperature = tf.Variable([1.2, 1.6]), tf.Variable(1.1)
order, inhibitor = tf.Variable(2), tf.Variable(0.3)
limit = 10.0
# --- cell ---
k = {}
for i, name in enumerate(("fwd", "back")):
    k[name] = table[name] * math.exp(-activation[i] / temperature)
a, b = tf.constant(1.0), tf.constant(0.0)
n = tf.cast(order, tf.float32)
for _ in range(10):
    rate = k["fwd"] * a ** n - k["back"] * b
    if rate > limit:
        rate = rate * (1.0 - inhibitor)
    a, b = a - 0.05 * rate, b + 0.05 * rate
yield_b = b

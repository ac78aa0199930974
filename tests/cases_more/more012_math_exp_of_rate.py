# source: constructed (math module used on a variable)
# target: remaining
# sources: rate, start
# expect: {"rate": "left_tensorflow", "start": "ok"}
# culprit: {"rate": 2}
# notes: math.exp converts the tensor to a float; tf.exp was meant.
# --- setup ---
import math
import tensorflow as tf

rate = tf.Variable(0.3)
start = tf.Variable(10.0)
hours = 4.0
# --- cell ---
exponent = -rate * hours
decay = math.exp(exponent)
remaining = start * decay

# source: constructed on a guide
# target: obj
# sources: a, b, c
# expect: {"a": "ok", "b": "left_tensorflow", "c": "ok"}
# culprit: {"b": 3}
# notes: map_fn over a tuple; one element leaves through .numpy() in the eager body.
# --- setup ---
import numpy as np
import tensorflow as tf
a, b = tf.Variable([1.0, 2.0]), tf.Variable([3.0, 4.0])
c = tf.Variable(0.5)
# --- cell ---
def per_row(row):
    x, y = row
    return x * float(y.numpy()) + c

obj = tf.reduce_prod(tf.map_fn(per_row, (a, b), fn_output_signature=tf.float32))

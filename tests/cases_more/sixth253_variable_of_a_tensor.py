# source: constructed on a guide
# target: loss
# sources: init_scale, base, lr
# expect: {"init_scale": "stateful_op", "base": "stateful_op", "lr": "ok"}
# culprit: {"init_scale": 1, "base": 1}
# notes: Fast weights are wrapped in a new tf.Variable.
# --- setup ---
import numpy as np
import tensorflow as tf
init_scale = tf.Variable(0.5)
base = tf.Variable([1.0, 2.0, 3.0])
lr = tf.Variable(0.01)
# --- cell ---
fast = tf.Variable(init_scale * base, name="fast")
with tf.GradientTape() as gt:
    inner = tf.reduce_sum(tf.sin(fast))
adapted = fast - lr * gt.gradient(inner, fast)
loss = tf.reduce_sum(adapted ** 2)

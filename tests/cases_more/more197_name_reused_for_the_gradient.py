# source: constructed (result of inner.gradient stored under the same name)
# target: y
# sources: x, c
# expect: {"x": "replaced_by_tensor", "c": "ok"}
# culprit: {"x": 3}
# notes: After the inner tape the name x holds a gradient and no longer the variable.
# --- setup ---
import tensorflow as tf

x, c = tf.Variable([0.5, 2.0]), tf.Variable(3.0)
# --- cell ---
with tf.GradientTape() as inner:
    y = tf.reduce_sum(c * x ** 3)
x = inner.gradient(y, x)

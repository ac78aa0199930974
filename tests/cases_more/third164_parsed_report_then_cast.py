# source: constructed (metric passed through text)
# target: objective
# sources: alpha, beta
# expect: {"alpha": "integer_dtype", "beta": "ok"}
# culprit: {"alpha": 3}
# notes: alpha goes through a formatted string in Python and is cast to a whole number afterwards: the cast is nearest the target, the text the other break.
# --- setup ---
import tensorflow as tf

alpha = tf.Variable(2.75)
beta = tf.Variable(0.4)
grid = tf.constant([0.5, 1.0, 1.5])
# --- cell ---
text = f"{alpha.numpy():.3f}"
parsed = tf.constant(float(text))
order = tf.cast(parsed, tf.int32)
curve = tf.pow(grid, tf.cast(order, tf.float32))
objective = tf.reduce_sum(beta * curve)
print("order", int(order))

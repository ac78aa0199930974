# source: constructed (setup run twice, the list of parameters kept)
# target: loss
# sources: old_w, b
# expect: {"old_w": "wrong_object", "b": "ok"}
# culprit: {"old_w": 1}
# notes: The name w was given a new variable; old_w is what the parameter list of the first run still holds.
# --- setup ---
import tensorflow as tf

w = tf.Variable([[1.0], [2.0]], name="w")
params = [w]
w = tf.Variable([[1.0], [2.0]], name="w")
old_w = params[0]
b = tf.Variable(0.0)
x = tf.constant([[3.0, 4.0]])
# --- cell ---
pred = x @ w + b
loss = tf.reduce_sum(pred ** 2)

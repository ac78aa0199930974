# source: constructed (number of repeats learned as a float)
# target: loss
# sources: repeats, w
# expect: {"repeats": "left_tensorflow", "w": "ok"}
# culprit: {"repeats": 1}
# notes: int() turns the variable into a Python number before it decides how often the layer is applied.
# --- setup ---
import tensorflow as tf

repeats = tf.Variable(2.6)
w = tf.Variable([[0.5, 0.1], [-0.3, 0.8]])
x = tf.constant([[1.0, 2.0]])
# --- cell ---
rounds = int(repeats)
h = x
for _ in range(rounds):
    h = tf.tanh(h @ w)
loss = tf.reduce_sum(h * float(rounds))

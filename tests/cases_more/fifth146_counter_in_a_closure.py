# source: https://github.com/tensorflow/tensorflow/issues/30190
# target: loss
# sources: w, b
# expect: {"w": "left_tensorflow", "b": "ok"}
# culprit: {"w": 5}
# notes: A closure with a nonlocal number adds up the terms.
# --- setup ---
import tensorflow as tf
w, b = tf.Variable([0.2, 0.6, 1.0]), tf.Variable(0.1)
# --- cell ---
def accumulator():
    total = 0.0
    def add(value):
        nonlocal total
        total += value.numpy()
        return total
    return add
add = accumulator()
for k in range(3):
    running = add(tf.square(w[k]))
loss = running * b + b ** 2

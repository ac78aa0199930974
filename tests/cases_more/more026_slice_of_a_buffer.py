# source: constructed (writing into one row of a variable)
# target: score
# sources: w, buffer
# expect: {"w": "stateful_op", "buffer": "ok"}
# culprit: {"w": 2}
# notes: buffer[1].assign(...) is a write into the state of the buffer; the buffer itself is read afterwards and has a gradient.
# --- setup ---
import tensorflow as tf

w = tf.Variable([1.0, 2.0, 3.0])
buffer = tf.Variable(tf.zeros([3, 3]))
# --- cell ---
row = tf.nn.softmax(w)
buffer[1].assign(row)
score = tf.reduce_sum(buffer * buffer) + tf.reduce_sum(buffer)

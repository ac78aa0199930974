# source: constructed (helper renormalises a global)
# target: loss
# sources: direction, length
# expect: {"direction": "replaced_by_tensor", "length": "ok"}
# culprit: {"direction": 3}
# notes: The helper declares the name global and rebinds it to a tensor; the cell only shows a call without arguments.
# --- setup ---
import tensorflow as tf

direction = tf.Variable([3.0, 4.0])
length = tf.Variable(2.0)
def renormalise():
    global direction
    direction = direction / tf.norm(direction)
# --- cell ---
step = length * direction
loss = tf.reduce_sum((step - [1.0, 1.0]) ** 2)
renormalise()

# source: constructed (a helper rebinds a module-level name through global)
# target: loss
# sources: w, b
# expect: {"w": "replaced_by_tensor", "b": "ok"}
# culprit: {"w": 2}
# notes: No assignment to w is visible in the cell: the helper declares global w and rebinds it to a plain tensor after the loss. b is updated with assign_sub and stays the same variable.
# --- setup ---
import tensorflow as tf

w = tf.Variable([1.0, -2.0])
b = tf.Variable(0.2)
xs = tf.constant([[1.0, 2.0], [0.5, -1.0], [2.0, 0.0]])
ys = tf.constant([0.0, 1.0, 0.5])

def predict():
    return tf.linalg.matvec(xs, w) + b

def decay(rate):
    global w
    w = w * (1.0 - rate)
    b.assign_sub(rate * b)
# --- cell ---
loss = tf.reduce_mean((predict() - ys) ** 2)
decay(0.01)

# source: constructed
# target: loss
# sources: w, scale
# expect: {"w": "replaced_by_tensor", "scale": "ok"}
# culprit: {"w": 2}
# notes: The pattern captures the second element under the name w, which then is a tensor.
# --- setup ---
import tensorflow as tf

w, scale = tf.Variable([1.0, 2.0]), tf.Variable(0.5)
x = tf.constant([3.0, -1.0])
def step(weights):
    value = tf.reduce_sum((weights * x * scale - 1.0) ** 2)
    return value, weights - 0.1
# --- cell ---
match step(w):
    case (loss, w):
        print("stepped", float(loss))

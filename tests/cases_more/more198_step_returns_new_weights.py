# source: constructed (functional training step)
# target: loss
# sources: w, lr
# expect: {"w": "replaced_by_tensor", "lr": "not_connected"}
# culprit: {"w": 1}
# notes: The step returns the loss and the updated weights, and the cell stores both under the old names. The rate only shapes the new weights.
# --- setup ---
import tensorflow as tf

w, lr = tf.Variable([0.5, -1.0]), tf.Variable(0.1)
x = tf.constant([1.0, 2.0])
def train_step(weights):
    with tf.GradientTape() as inner:
        inner.watch(weights)
        value = tf.square(tf.tensordot(weights, x, 1) - 1.0)
    return value, weights - lr * inner.gradient(value, weights)
# --- cell ---
loss, w = train_step(w)

# source: constructed (updated parameters unpacked into the old names)
# target: loss
# sources: w, b, lr
# expect: {"w": "replaced_by_tensor", "b": "replaced_by_tensor", "lr": "not_connected"}
# culprit: {"w": 7, "b": 7}
# notes: The new values are computed in a comprehension; the tuple assignment then takes the names away from the variables. The rate only shapes the update.
# --- setup ---
import tensorflow as tf

w, b = tf.Variable([[1.0], [2.0]]), tf.Variable([0.5])
lr = tf.Variable(0.1)
x, y = tf.constant([[1.0, 0.0], [0.5, 2.0]]), tf.constant([[1.0], [0.0]])
def mse(w, b):
    return tf.reduce_mean((x @ w + b - y) ** 2)
# --- cell ---
with tf.GradientTape() as inner:
    inner_loss = mse(w, b)
grads = inner.gradient(inner_loss, [w, b])

loss = mse(w, b)
updated = [p - lr * g for p, g in zip([w, b], grads)]
w, b = updated

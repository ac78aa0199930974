# source: constructed
# target: loss
# sources: w, b
# expect: {"w": "left_tensorflow", "b": "ok"}
# culprit: {"w": 4}
# notes: The batch losses are added up as numbers, only the weight decay of b is still a tensor.
# --- setup ---
import tensorflow as tf

w = tf.Variable([[0.5], [1.5]])
b = tf.Variable([0.3])
batches = [(tf.constant([[1.0, 2.0]]), tf.constant([[1.0]])), (tf.constant([[0.0, 1.0]]), tf.constant([[2.0]]))]
# --- cell ---
total = 0.0
for xb, yb in batches:
    pred = xb @ w
    total += tf.reduce_mean((pred - yb) ** 2).numpy()
loss = total / len(batches) + tf.nn.l2_loss(b)

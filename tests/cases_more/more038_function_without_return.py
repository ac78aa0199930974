# source: constructed (loss function that forgets to return)
# target: loss
# sources: w
# expect: {"w": "target_not_tensor"}
# culprit: {"w": 2}
# notes: compute_loss prints the value but returns None.
# --- setup ---
import tensorflow as tf

w = tf.Variable([1.0, 2.0])
x = tf.constant([3.0, 4.0])
def compute_loss(p):
    value = tf.reduce_mean((p - 1.0) ** 2)
    text = f"loss = {value:.3f}"
# --- cell ---
pred = w * x
loss = compute_loss(pred)

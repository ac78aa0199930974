# source: constructed (activations recomputed in the backward pass)
# target: loss
# sources: w, x
# expect: {"w": "ok", "x": "ok"}
# notes: tf.recompute_grad is built on a custom gradient and keeps the gradient of the input and of the captured variable (no false alarm).
# --- setup ---
import tensorflow as tf

w, x = tf.Variable([[0.5, 0.2], [0.1, -0.4]]), tf.Variable([[1.0, -1.0]])
@tf.recompute_grad
def block(v):
    return tf.tanh(tf.matmul(v, w))
# --- cell ---
h = block(x)
loss = tf.reduce_sum(h ** 2)

# source: constructed
# target: loss
# sources: w, b
# expect: {"w": "ok", "b": "ok"}
# notes: The compiled step returns the loss and the predicted classes; only the first enters (no false alarm).
# --- setup ---
import tensorflow as tf

w, b = tf.Variable([[0.5, 0.1], [0.2, 0.3]]), tf.Variable([0.0, 0.1])
@tf.function
def step(x, y):
    logits = x @ w + b
    loss = tf.nn.sparse_softmax_cross_entropy_with_logits(labels=y, logits=logits)
    return tf.reduce_mean(loss), tf.argmax(logits, axis=1)
x, y = tf.constant([[1.0, 2.0], [0.0, -1.0]]), tf.constant([0, 1])
# --- cell ---
loss, classes = step(x, y)
hits = int(tf.reduce_sum(tf.cast(tf.cast(classes, tf.int32) == y, tf.int32)))
print(f"{hits} of {len(y)}, loss {loss:.3f}")

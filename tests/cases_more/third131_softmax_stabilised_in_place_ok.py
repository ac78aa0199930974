# source: constructed (numerically stable softmax by hand)
# target: nll
# sources: logits, temp
# expect: {"logits": "ok", "temp": "ok"}
# notes: logits is rebound twice before it is used, so the name holds a tensor on the path and its gradient exists (no false alarm).
# --- setup ---
import tensorflow as tf

logits = tf.Variable([[2.0, -1.0, 0.5], [0.1, 0.3, 0.2]])
temp = tf.Variable(1.5)
labels = tf.constant([0, 1])
# --- cell ---
logits = logits / temp
logits -= tf.reduce_max(logits, axis=1, keepdims=True)
log_z = tf.math.log(tf.reduce_sum(tf.exp(logits), axis=1))
picked = tf.gather(logits, labels, batch_dims=1)
nll = tf.reduce_mean(log_z - picked)
correct = (tf.argmax(logits, 1).numpy() == labels.numpy()).sum()

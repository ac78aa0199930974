# source: constructed
# target: loss
# sources: w, b
# expect: {"w": "ok", "b": "ok"}
# notes: Only the metrics are computed in the pause (no false alarm).
# --- setup ---
import tensorflow as tf

w, b = tf.Variable([[1.0], [2.0]]), tf.Variable(0.5)
x, y = tf.constant([[0.1, 0.2], [1.0, -0.5]]), tf.constant([[1.0], [0.0]])
# --- cell ---
logits = x @ w + b
with tape.stop_recording():
    pred = tf.round(tf.sigmoid(logits))
    acc = tf.reduce_mean(tf.cast(pred == y, tf.float32))
    snapshot = [v.numpy().copy() for v in (w, b)]
loss = tf.reduce_mean(tf.nn.sigmoid_cross_entropy_with_logits(labels=y, logits=logits))
print(acc.numpy(), len(snapshot))

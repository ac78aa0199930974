# source: constructed (metrics computed with recording paused)
# target: loss
# sources: w, offset
# expect: {"w": "ok", "offset": "ok"}
# notes: Only the accuracy is computed in the pause; the logits were recorded before (no false alarm).
# --- setup ---
import tensorflow as tf

w, offset = tf.Variable([[0.3, -0.3], [0.1, 0.6]]), tf.Variable([0.0, 0.1])
x, y = tf.constant([[1.0, 2.0], [-1.0, 0.5]]), tf.constant([1, 0])
# --- cell ---
logits = x @ w + offset
with tape.stop_recording():
    right = tf.equal(tf.argmax(logits, axis=1, output_type=tf.int32), y)
    accuracy = float(tf.reduce_mean(tf.cast(right, tf.float32)))
loss = tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(labels=y, logits=logits))

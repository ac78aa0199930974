# source: constructed (learned label smoothing)
# target: loss
# sources: smooth, logits
# expect: {"smooth": "registered_not_differentiable", "logits": "ok"}
# culprit: {"smooth": 2}
# notes: The smoothing amount is passed to tf.one_hot as on_value and off_value; OneHot is not differentiable.
# --- setup ---
import tensorflow as tf

smooth = tf.Variable(0.1)
logits = tf.Variable([[1.0, 0.2, -0.5], [0.0, 0.3, 0.9]])
labels = tf.constant([0, 2])
# --- cell ---
off = smooth / 3.0
soft_labels = tf.one_hot(labels, 3, on_value=1.0 - smooth + off, off_value=off)
log_p = tf.nn.log_softmax(logits)
right = tf.equal(tf.argmax(log_p, 1, output_type=tf.int32), labels)
loss = -tf.reduce_mean(tf.reduce_sum(soft_labels * log_p, axis=1))
print("share correct", right.numpy().mean())

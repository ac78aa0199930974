# source: constructed (label smoothing amount as a variable, built with tf.one_hot)
# target: xent
# sources: eps, temp, logits
# expect: {"eps": "registered_not_differentiable", "temp": "ok", "logits": "ok"}
# culprit: {"eps": 1}
# notes: tf.one_hot accepts tensors for on_value and off_value, but OneHot is declared not differentiable, so the smoothing amount cannot be learned.
# --- setup ---
import tensorflow as tf

eps = tf.Variable(0.1)
temp = tf.Variable(1.3)
logits = tf.Variable([[2.0, 0.1, -1.0], [0.0, 0.5, 0.2]])
labels = tf.constant([0, 2])
# --- cell ---
soft = tf.one_hot(labels, 3, on_value=1.0 - eps, off_value=eps / 2.0)
logp = tf.nn.log_softmax(logits / temp)
xent = -tf.reduce_mean(tf.reduce_sum(soft * logp, axis=-1))

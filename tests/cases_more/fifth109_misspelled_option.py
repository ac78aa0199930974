# source: https://github.com/tensorflow/tensorflow/issues/47469
# target: loss
# sources: temperature, logits
# expect: {"temperature": "not_connected", "logits": "ok"}
# culprit: {"temperature": 3}
# notes: A misspelled key: the default is used.
# --- setup ---
import tensorflow as tf
temperature, logits = tf.Variable(2.0), tf.Variable([1.0, 0.2, -0.5])
options = {"temperature": temperature, "clip": 5.0}
# --- cell ---
scale = options.get("temprature", 1.0)
bounded = tf.clip_by_value(logits / scale, -options["clip"], options["clip"])
loss = tf.reduce_logsumexp(bounded)

# source: constructed (list of losses as the target)
# target: losses
# sources: shared, own
# expect: {"shared": "ok", "own": "ok"}
# notes: A list of tensors is a valid target; TensorFlow adds the gradients (no false alarm).
# --- setup ---
import tensorflow as tf

shared, own = tf.Variable([1.0, 2.0]), tf.Variable(0.5)
# --- cell ---
first = tf.reduce_sum(shared ** 2)
second = own * tf.reduce_prod(shared)
losses = [first, second]

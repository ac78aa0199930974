# source: https://github.com/tensorflow/tensorflow/issues/47469
# target: loss
# sources: main_w, aux_w, off_w
# expect: {"main_w": "ok", "aux_w": "ok", "off_w": "ok"}
# notes: Zero weights and an unselected tf.where give gradients of zero, not None.
# --- setup ---
import tensorflow as tf
main_w, aux_w, off_w = tf.Variable([1.0, 2.0]), tf.Variable([0.5, 0.5]), tf.Variable(3.0)
weights = {"main": 1.0, "aux": 0.0}
# --- cell ---
terms = {"main": tf.reduce_sum(main_w ** 2), "aux": tf.reduce_sum(aux_w)}
loss = sum(weights[k] * terms[k] for k in terms)
loss = loss + tf.where(tf.constant(False), off_w, 0.0)
loss = tf.where(tf.math.is_finite(loss), loss, tf.zeros_like(loss))

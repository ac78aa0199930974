# source: constructed
# target: loss
# sources: theta, phi
# expect: {"theta": "stop_gradient", "phi": "ok"}
# culprit: {"theta": 5}
# notes: One way passes an array and an argmax (two repairs), the other a single stop_gradient that runs last.
# --- setup ---
import tensorflow as tf

theta, phi = tf.Variable([0.3, 0.9, 0.1]), tf.Variable([1.0, 2.0, 3.0])
# --- cell ---
soft = tf.nn.softmax(theta)
array = soft.numpy() * 2.0
pick = tf.cast(tf.argmax(array), tf.float32)
gain = pick * tf.reduce_sum(phi)
prior = tf.reduce_sum(tf.stop_gradient(soft) * phi)
loss = gain + prior

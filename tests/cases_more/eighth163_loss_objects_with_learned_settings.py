# source: constructed (keras.losses with variables as hyper-parameters)
# target: loss
# sources: w, smooth, delta, cut
# expect: {"w": "ok", "smooth": "ok", "delta": "ok", "cut": "registered_not_differentiable"}
# culprit: {"cut": 2}
# notes: Variables can be handed to the loss classes as hyper-parameters; the threshold of the accuracy is only compared.
# --- setup ---
import tensorflow as tf
import keras

w, smooth = tf.Variable([[0.5], [-0.25]]), tf.Variable(0.1)
delta, cut = tf.Variable(0.3), tf.Variable(0.6)
x, y = tf.constant([[1.0, 2.0], [0.5, -3.0], [2.0, 0.1]]), tf.constant([[0.0], [1.0], [1.0]])
cross = keras.losses.BinaryCrossentropy(label_smoothing=smooth)
huber = keras.losses.Huber(delta=delta, reduction="sum")
# --- cell ---
p = tf.sigmoid(x @ w)
hits = keras.metrics.binary_accuracy(y, p, threshold=cut)
fit = cross(y, p) + huber(y, p)
loss = fit * (1.0 - 0.5 * tf.reduce_mean(hits))

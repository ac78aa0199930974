# source: constructed
# target: loss
# sources: gate, q, v
# expect: {"gate": "registered_not_differentiable", "q": "ok", "v": "ok"}
# culprit: {"gate": 1}
# notes: The mask is a comparison of the learned gate, given to the attention layer.
# --- setup ---
import tensorflow as tf
import keras

keras.utils.set_random_seed(0)
gate = tf.Variable([0.2, 0.9, 0.7])
q, v = tf.Variable([[[0.1, 0.4]]]), tf.Variable([[[1.0, 0.0], [0.5, 0.5], [0.0, 1.0]]])
attend = keras.layers.Attention()
# --- cell ---
keep = tf.greater_equal(
    gate, 0.5)[None]
out = attend([q * 1.0, v * 1.0], mask=[None, keep])
loss = tf.reduce_sum((out - 0.3) ** 2)

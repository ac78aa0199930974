# source: constructed
# target: loss
# sources: layers[0], layers[1]
# expect: {"layers[0]": "replaced_by_tensor", "layers[1]": "replaced_by_tensor"}
# culprit: {"layers[0]": 5, "layers[1]": 5}
# notes: The new values are put back into the list, which then holds tensors.
# --- setup ---
import tensorflow as tf

layers = [tf.Variable([[0.5, 0.1], [0.2, 0.4]]), tf.Variable([[1.0], [2.0]])]
x = tf.constant([[1.0, -1.0]])
# --- cell ---
with tf.GradientTape() as inner:
    loss = tf.reduce_sum(tf.tanh(x @ layers[0]) @ layers[1])
grads = inner.gradient(loss, layers)
for i, g in enumerate(grads):
    layers[i] = layers[i] - 0.1 * g

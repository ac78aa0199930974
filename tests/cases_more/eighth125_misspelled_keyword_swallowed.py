# source: constructed (keyword arguments)
# target: loss
# sources: gain, weights, bias
# expect: {"gain": "not_connected", "weights": "ok", "bias": "ok"}
# culprit: {"gain": 2}
# notes: The layer takes any keyword and ignores what it does not know: the gain was passed under a misspelled name, so its default is used.
# --- setup ---
import tensorflow as tf

def layer(x, weights, /, *extra, gain=1.0, bias=0.0, **unknown):
    y = tf.linalg.matvec(weights, x)
    for term in extra:
        y = y + term
    return gain * tf.tanh(y + bias)
weights = tf.Variable([[0.2, 0.1], [0.4, -0.3]])
gain, bias = tf.Variable(1.5), tf.Variable([0.1, 0.2])
x = tf.constant([1.0, -1.0])
# --- cell ---
options = dict(gian=gain, bias=bias, name="dense_1")
y = layer(x, weights, tf.constant(0.5), **options)
loss = tf.reduce_sum(y ** 2)

# source: https://github.com/tensorflow/tensorflow/issues/48916
# target: loss
# sources: encoder_w, decoder_w
# expect: {"encoder_w": "stop_gradient", "decoder_w": "ok"}
# culprit: {"encoder_w": 4}
# notes: Reading the attribute calls a descriptor that stops the gradient.
# --- setup ---
import tensorflow as tf
class Frozen:
    def __set_name__(self, owner, name):
        self.slot = "_" + name
    def __get__(self, obj, owner=None):
        return self if obj is None else tf.stop_gradient(obj.__dict__[self.slot])
    def __set__(self, obj, value):
        obj.__dict__[self.slot] = value
class Auto:
    encoder = Frozen()
    def __init__(self):
        self.encoder = tf.Variable([[0.5, 0.2], [0.1, -0.3]])
        self.decoder = tf.Variable([[1.0, 0.0], [0.3, 0.7]])
net = Auto()
encoder_w, decoder_w = net._encoder, net.decoder
x = tf.constant([[1.0, -1.0]])
# --- cell ---
code = tf.tanh(
    tf.matmul(
        x,
        net.encoder,
    )
)
loss = tf.reduce_sum(tf.square(tf.matmul(code, net.decoder) - x))

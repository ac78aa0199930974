# source: https://github.com/keras-team/keras/issues/19155
# target: loss
# sources: gain, w, eps
# expect: {"gain": "ok", "w": "ok", "eps": "ok"}
# notes: An assert, an int() of an argmax used as index, Keras variables as operands.
# --- setup ---
import keras
import tensorflow as tf
gain, w, eps = keras.Variable([1.0, 2.0]), keras.Variable([[0.5, 0.1], [0.2, -0.4]]), keras.Variable(0.01)
x = tf.constant([[1.0, 3.0]])
# --- cell ---
class RMSNorm(keras.layers.Layer):
    def call(self, h):
        scale = keras.ops.rsqrt(keras.ops.mean(keras.ops.square(h), axis=-1, keepdims=True) + eps)
        assert not keras.ops.any(keras.ops.isnan(scale))
        return h * scale * gain
norm = RMSNorm()
h = keras.ops.matmul(x, w)
n = int(keras.ops.argmax(keras.ops.abs(h[0])))
loss = keras.ops.sum(norm(h)[:, n]) + keras.ops.logsumexp(h)

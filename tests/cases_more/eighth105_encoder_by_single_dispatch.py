# source: constructed (functools.singledispatch)
# target: loss
# sources: frozen, moving, bias, plain
# expect: {"frozen": "stop_gradient", "moving": "ok", "bias": "ok", "plain": "left_tensorflow"}
# culprit: {"frozen": 2, "plain": 3}
# notes: The overload for variables treats them as constants; a variable that was multiplied before is a tensor and takes the other overload; a NumPy number falls to the default.
# --- setup ---
from functools import singledispatch
import tensorflow as tf

@singledispatch
def encode(value):
    return tf.constant(value, tf.float32)
@encode.register(tf.Variable)
def _(value):
    return tf.stop_gradient(tf.tanh(value))
@encode.register(tf.Tensor)
def _(value):
    return tf.tanh(value)
@encode.register(list)
def _(value):
    return tf.stack([encode(v) for v in value])
frozen, moving, bias = tf.Variable(0.4), tf.Variable(0.7), tf.Variable(0.1)
plain = tf.Variable(1.5)
# --- cell ---
parts = encode([1.0, 2 * moving, moving + bias])
head = encode(frozen)
tail = encode(plain.numpy())
loss = tf.reduce_sum(parts * head + tail)

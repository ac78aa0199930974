# source: constructed (tf.custom_gradient with variables)
# target: loss
# sources: x, gain, slope
# expect: {"x": "ok", "gain": "custom_gradient_none", "slope": "ok"}
# culprit: {"gain": 1}
# notes: The backward function takes the variables and answers None for the one that is captured; the other variable is used outside of the function.
# --- setup ---
import tensorflow as tf

x = tf.Variable([0.5, -1.0, 2.0])
gain, slope = tf.Variable(1.5), tf.Variable(0.3)
@tf.custom_gradient
def scaled_tanh(v):
    y = gain * tf.tanh(v)
    def backward(upstream, variables=()):
        inner = upstream * gain * (1.0 - tf.tanh(v) ** 2)
        return inner, [None for _ in variables]
    return y, backward
# --- cell ---
hidden = scaled_tanh(slope * x)
loss = tf.reduce_sum(hidden ** 2)

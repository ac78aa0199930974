# source: constructed (tf.function keeps the variable it saw when it was traced)
# target: out
# sources: scale, bias
# expect: {"scale": "wrong_object", "bias": "ok"}
# culprit: {"scale": 1}
# notes: shade() was traced in a warm-up call with the first scale; the global name was rebound afterwards, but the graph goes on reading the old variable.
# --- setup ---
import tensorflow as tf

scale = tf.Variable(2.0, name="scale_v1")
bias = tf.Variable(0.1)

@tf.function
def shade(t):
    return tf.tanh(scale * t) + bias

pixels = tf.constant([0.2, 0.4, 0.9])
old_scale, old_level = scale, shade(pixels)
scale = tf.Variable(3.0, name="scale_v2")
# --- cell ---
level = shade(pixels)
out = tf.reduce_mean(level - pixels)

# source: constructed (tf.function that captures an old tensor)
# target: out
# sources: raw_mix, inputs
# expect: {"raw_mix": "computed_before_tape", "inputs": "ok"}
# culprit: {"raw_mix": 1}
# notes: The mixing weights were normalised once, outside, and the compiled function captures the result.
# --- setup ---
import tensorflow as tf

raw_mix, inputs = tf.Variable([0.1, 0.9, 0.4]), tf.Variable([1.0, 2.0, 3.0])
mix = tf.nn.softmax(raw_mix)
@tf.function
def combine(values):
    return tf.reduce_sum(mix * values)
combine(tf.zeros([3]))
# --- cell ---
blended = combine(inputs)
out = blended ** 2

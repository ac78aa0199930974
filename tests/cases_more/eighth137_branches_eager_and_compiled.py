# source: https://www.tensorflow.org/guide/function#conditionals
# target: loss
# sources: cold, warm, spare
# expect: {"cold": "ok", "warm": "ok", "spare": "not_taken_branch"}
# culprit: {"spare": 2}
# notes: In the compiled function the branch that is not taken still receives zeros; the same source text run eagerly has no path at all to the spare weights.
# --- setup ---
import tensorflow as tf

def mix(x, low, high):
    if tf.reduce_sum(x) > 0.0:
        out = x * high
    else:
        out = x - low
    return tf.reduce_sum(out)
compiled_mix = tf.function(mix)
cold, warm, spare = tf.Variable([0.1, 0.2]), tf.Variable([1.0, 3.0]), tf.Variable([5.0, 6.0])
x = tf.constant([2.0, 1.0])
# --- cell ---
graph = compiled_mix(x, cold, warm)
eager = mix(x, spare, warm)
loss = graph * eager

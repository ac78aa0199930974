# source: constructed
# target: loss
# sources: experts, selector, mix, init
# expect: {"experts": "ok", "selector": "integer_dtype", "mix": "ok", "init": "computed_before_tape"}
# culprit: {"selector": 1, "init": 2}
# notes: A switch_case in a compiled function: the experts are fine, the selector becomes an integer index, the start state was computed earlier.
# --- setup ---
import tensorflow as tf

experts = tf.Variable([[1.0, 0.5], [0.2, -0.3], [0.7, 0.7]])
selector = tf.Variable(1.3)
mix = tf.Variable(0.5)
init = tf.Variable([0.1, 0.2])
start = tf.tanh(init)
@tf.function
def run_expert(k, h):
    return tf.switch_case(k, [lambda: h * experts[0], lambda: h + experts[1], lambda: h - experts[2]])
# --- cell ---
which = tf.cast(selector, tf.int32)
moved = run_expert(which, start)
loss = tf.reduce_sum(mix * moved + (1.0 - mix) * tf.square(moved))

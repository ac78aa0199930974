# source: constructed (straight-through estimators)
# target: loss
# sources: a, b, c, d
# expect: {"a": "ok", "b": "ok", "c": "registered_not_differentiable", "d": "stop_gradient"}
# culprit: {"c": 2, "d": 2}
# notes: tf.grad_pass_through and the detached difference let the gradient through; a bare rounding does not, and neither does the difference when everything is detached.
# --- setup ---
import tensorflow as tf

a, b, c, d = (tf.Variable(v) for v in (0.7, 1.6, 2.2, -0.8))
quantisers = {
    "pass": tf.grad_pass_through(tf.round),
    "detached": lambda v: v + tf.stop_gradient(tf.round(v) - v),
    "plain": tf.round,
    "closed": lambda v: tf.stop_gradient(v + (tf.round(v) - v)),
}
# --- cell ---
def snap(value, kind):
    return quantisers[kind](value * 2.0) / 2.0
codes = [snap(a, "pass"), snap(b, "detached")]
codes.append(snap(c, "plain"))
codes += [snap(d, "closed")]
loss = tf.add_n([(code - 0.4) ** 2 for code in codes])

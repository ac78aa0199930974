# source: constructed
# target: loss
# sources: params.w, params.b
# expect: {"params.w": "replaced_by_tensor", "params.b": "ok"}
# culprit: {"params.w": 4}
# notes: params._replace builds a new tuple whose w is the updated tensor; b is the old variable.
# --- setup ---
import collections
import tensorflow as tf

Params = collections.namedtuple("Params", "w b")
params = Params(tf.Variable([1.0, 2.0]), tf.Variable(0.5))
x = tf.constant([0.3, 0.4])
# --- cell ---
with tf.GradientTape() as inner:
    loss = (tf.reduce_sum(params.w * x) + params.b - 1.0) ** 2
g = inner.gradient(loss, params.w)
params = params._replace(w=params.w - 0.1 * g)

# source: https://github.com/google/qkeras/pull/118
# target: loss
# sources: margin, top, x
# expect: {"margin": "stateful_op", "top": "ok", "x": "ok"}
# culprit: {"margin": 6}
# notes: The learned margin reaches the range only through the variable it is written to; x and the range itself have gradients.
# --- setup ---
import tensorflow as tf
margin = tf.Variable(1.1)
top = tf.Variable(2.0)
x = tf.Variable([0.3, -1.2, 1.9])
# --- cell ---
class Observer:
    def __init__(self, limit):
        self.limit = limit
    def update(self, values, slack):
        peak = tf.reduce_max(tf.abs(tf.stop_gradient(values)))
        self.limit.assign(peak * slack)
        return self.limit
limit = Observer(top).update(x, margin)
quantised = tf.quantization.fake_quant_with_min_max_vars(x, -limit, limit)
loss = tf.reduce_sum((quantised - 0.1) ** 2)

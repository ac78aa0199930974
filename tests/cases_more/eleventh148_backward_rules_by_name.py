# source: constructed (code as an engineer structures it)
# target: loss
# sources: x, slope, floor
# expect: {"x": "ok", "slope": "custom_gradient_none", "floor": "ok"}
# culprit: {"slope": 1}
# notes: custom_gradient is wrapped in a decorator that takes the backward rules by argument name; there is no rule for the slope.
# --- setup ---
import inspect
from functools import wraps
import tensorflow as tf

def with_backward(**rules):
    def decorate(fn):
        names = list(inspect.signature(fn).parameters)

        @tf.custom_gradient
        @wraps(fn)
        def op(*args):
            out = fn(*args)

            def backward(upstream):
                partials = [rules.get(name) for name in names]
                return tuple(rule and rule(upstream, *args) for rule in partials)
            return out, backward
        return op
    return decorate

@with_backward(
    x=lambda up, x, slope, floor: up * tf.where(x > floor, 1.0, 0.1),
    floor=lambda up, x, slope, floor: tf.reduce_sum(tf.where(x > floor, 0.0, up)),
)
def leaky(x, slope, floor):
    return tf.where(x > floor, x, floor + slope * (x - floor))

x = tf.Variable([-1.0, 0.5, 2.0])
slope = tf.Variable(0.1)
floor = tf.Variable(0.0)
# --- cell ---
act = leaky(x, slope, floor)
loss = tf.reduce_mean(act ** 2)

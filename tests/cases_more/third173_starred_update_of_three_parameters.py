# source: constructed (hand-written Adam without assign)
# target: loss
# sources: a, b, c
# expect: {"a": "replaced_by_tensor", "b": "replaced_by_tensor", "c": "ok"}
# culprit: {"a": 5, "b": 5}
# notes: The update returns new values for all parameters, but only the first two are put back under their old names.
# --- setup ---
import tensorflow as tf

a, b, c = tf.Variable(0.5), tf.Variable(-0.2), tf.Variable(0.1)
x = tf.constant([-1.0, 0.0, 1.0, 2.0])
y = tf.constant([1.4, 0.1, 0.2, 1.8])
def adam(params, grads, lr=0.1):
    return [p - lr * g / (tf.abs(g) + 1e-8) for p, g in zip(params, grads)]
# --- cell ---
with tf.GradientTape() as step:
    fit = a * x ** 2 + b * x + c
    loss = tf.reduce_mean((fit - y) ** 2)
grads = step.gradient(loss, [a, b, c])
a, b, *rest = adam([a, b, c], grads)
c.assign(rest[0])

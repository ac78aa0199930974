# source: constructed
# target: loss
# sources: gain, curve, x
# expect: {"gain": "ok", "curve": "computed_before_tape", "x": "not_watched"}
# culprit: {"curve": 2, "x": 1}
# notes: One closure holds the variable, the other a tensor derived from a variable when the closure was built; x is a plain tensor.
# --- setup ---
import tensorflow as tf

gain = tf.Variable(1.5)
curve = tf.Variable(0.8)
def make_amplifier(g):
    return lambda v: v * g
def make_bender(c):
    power = 1.0 + tf.nn.softplus(c)
    return lambda v: v ** power
amplify = make_amplifier(gain)
bend = make_bender(curve)
# --- cell ---
x = tf.linspace(0.1, 1.0, 5)
y = bend(x)
loss = tf.reduce_mean(tf.abs(amplify(y) - 1.0))

# source: constructed (functools.lru_cache on basis functions)
# target: curve
# sources: width, tilt, coef
# expect: {"width": "ok", "tilt": "computed_before_tape", "coef": "ok"}
# culprit: {"tilt": 3}
# notes: basis(1) comes from the cache, where it was stored before this cell; basis(2) is computed afresh and keeps width connected, while tilt only occurs in basis(1).
# --- setup ---
import functools
import tensorflow as tf

width, tilt = tf.Variable(0.8), tf.Variable(0.1)
coef = tf.Variable([1.0, -0.5])
knots = tf.constant([0.0, 0.5, 1.0])

@functools.lru_cache(maxsize=None)
def basis(order):
    bump = tf.exp(-((knots - 0.5) / width) ** 2)
    if order == 1:
        return bump + tilt * knots
    return bump ** order

first_plot = basis(1).numpy()
# --- cell ---
curve = 0.0
for order in (1, 2):
    curve += coef[order - 1] * tf.reduce_sum(basis(order))

# source: constructed (functools.lru_cache in a notebook)
# target: fit
# sources: scale, shift, coefs
# expect: {"scale": "ok", "shift": "computed_before_tape", "coefs": "ok"}
# culprit: {"shift": 1}
# notes: One entry of the cache was filled in another cell. The other degrees are computed now, so the scale is alive, the shift belongs only to the cached one.
# --- setup ---
from functools import lru_cache
import tensorflow as tf

scale, shift = tf.Variable(0.8), tf.Variable(0.3)
coefs = tf.Variable([0.1, 0.5, -0.2])
x = tf.constant([0.0, 0.5, 1.0, 1.5])
@lru_cache(maxsize=None)
def basis(degree):
    z = scale * x
    if degree == 2:
        z = z - shift
    return z ** degree
print("quadratic", basis(2).numpy())
# --- cell ---
columns = [basis(d) for d in range(1, 4)]
design = tf.stack(columns, axis=1)
fit = tf.reduce_sum(tf.linalg.matvec(design, coefs) ** 2)

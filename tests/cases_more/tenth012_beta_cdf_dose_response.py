# source: constructed
# target: nll
# sources: a, b, dose_scale
# expect: {"a": "registered_not_differentiable", "b": "registered_not_differentiable", "dose_scale": "ok"}
# culprit: {"a": 2, "b": 2}
# notes: Incomplete beta function: TensorFlow differentiates it by x only; the shape parameters get None.
# --- setup ---
import tensorflow as tf

a = tf.Variable(2.0)
b = tf.Variable(3.0)
dose_scale = tf.Variable(8.0)
dose = tf.constant([0.5, 1.0, 2.0, 4.0])
died = tf.constant([1.0, 3.0, 12.0, 31.0])
n = 40.0
# --- cell ---
frac = tf.clip_by_value(dose / dose_scale, 1e-4, 1.0 - 1e-4)
p = tf.math.betainc(a, b, frac)
p = tf.clip_by_value(p, 1e-6, 1.0 - 1e-6)
loglik = died * tf.math.log(p) + (n - died) * tf.math.log(1.0 - p)
nll = -tf.reduce_sum(loglik)

# source: constructed (decorators with functools.wraps)
# target: objective
# sources: a, b, c, d
# expect: {"a": "ok", "b": "left_tensorflow", "c": "ok", "d": "stop_gradient"}
# culprit: {"b": 2, "d": 3}
# notes: Two decorators print and count, the third one cleans the result with np.nan_to_num, the fourth one detaches the arguments.
# --- setup ---
import functools
import numpy as np
import tensorflow as tf

def counted(func):
    @functools.wraps(func)
    def inner(*args):
        inner.calls += 1
        return func(*args)
    inner.calls = 0
    return inner
def logged(prefix):
    def deco(func):
        @functools.wraps(func)
        def inner(*args):
            result = func(*args)
            print(prefix, func.__name__, float(result))
            return result
        return inner
    return deco
def safe(func):
    @functools.wraps(func)
    def inner(*args):
        return np.nan_to_num(func(*args))
    return inner
def of_constants(func):
    return lambda *args: func(*map(tf.stop_gradient, args))
@counted
@logged("fit")
def fit(v, t):
    return tf.reduce_mean((v - t) ** 2)
@counted
@safe
def prior(v):
    return tf.reduce_sum(tf.math.log(v))
@logged("width")
@functools.wraps(fit)
@of_constants
def width(v):
    return tf.math.reduce_std(tf.exp(v))
d = tf.Variable([0.3, 0.9])
a, b, c = tf.Variable([0.2, 0.4]), tf.Variable([1.5, 2.5]), tf.Variable(0.3)
t = tf.constant([1.0, 1.0])
# --- cell ---
data_term = fit(a, t)
prior_term = prior(b)
objective = width(d) + c * data_term + (1.0 - c) * prior_term
print(fit.calls, prior.calls)

# source: constructed on a guide
# target: nlml
# sources: length, noise, amp
# expect: {"length": "computed_before_tape", "noise": "ok", "amp": "ok"}
# culprit: {"length": 1}
# notes: The Gram matrix was already computed (and cached by lru_cache) when the first cell plotted it.
# --- setup ---
import numpy as np
import tensorflow as tf
from functools import lru_cache
length = tf.Variable(0.7)
noise = tf.Variable(0.1)
amp = tf.Variable(1.3)
X = tf.constant([[0.0], [0.4], [1.1], [1.5]])
t = tf.constant([[0.2], [0.5], [0.1], [-0.3]])

@lru_cache(maxsize=None)
def gram(n):
    sq = tf.square(X[:n] - tf.transpose(X[:n]))
    return tf.exp(-0.5 * sq / length ** 2)

print(gram(4).shape)
# --- cell ---
K = amp ** 2 * gram(4) + noise * tf.eye(4)
L = tf.linalg.cholesky(K)
a = tf.linalg.cholesky_solve(L, t)
nlml = 0.5 * tf.reduce_sum(t * a) + tf.reduce_sum(tf.math.log(tf.linalg.diag_part(L)))

# source: constructed (code as an engineer structures it)
# target: outer_loss
# sources: w, lr, support_x
# expect: {"w": "ok", "lr": "ok", "support_x": "not_watched"}
# notes: One inner step over a namedtuple with tf.nest.map_structure: the weights and the rate reach the outer loss; the support set is a plain tensor.
# --- setup ---
from typing import NamedTuple
import tensorflow as tf

class Params(NamedTuple):
    w: tf.Variable
    b: tf.Variable

meta = Params(tf.Variable([0.4, -0.3]), tf.Variable(0.1))
w = meta.w
lr = tf.Variable(0.05)
support_x, support_y = tf.constant([[1.0, 2.0], [0.5, -1.0]]), tf.constant([1.0, 0.0])
query_x, query_y = tf.constant([[0.3, 0.7]]), tf.constant([0.5])

def mse(p, x, y):
    return tf.reduce_mean((tf.linalg.matvec(x, p.w) + p.b - y) ** 2)
# --- cell ---
with tf.GradientTape() as inner:
    support_loss = mse(meta, support_x, support_y)
grads = inner.gradient(support_loss, meta)
fast = tf.nest.map_structure(lambda p, g: p - lr * g, meta, grads)
outer_loss = mse(fast, query_x, query_y)

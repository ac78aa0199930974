# source: constructed (multiple inheritance and super)
# target: loss
# sources: l1, l2, base, w
# expect: {"l1": "ok", "l2": "ok", "base": "not_connected", "w": "ok"}
# culprit: {"base": 3}
# notes: The chain of super() calls goes Sparse, Smooth, Plain; Smooth does not pass it on, so the penalty of the base class is never added.
# --- setup ---
import tensorflow as tf

l1, l2, base = tf.Variable(0.01), tf.Variable(0.1), tf.Variable(0.5)
w = tf.Variable([0.4, -0.2, 0.9])
class Plain:
    def penalty(self, w):
        return base * tf.reduce_max(tf.abs(w))
class Sparse(Plain):
    def penalty(self, w):
        return super().penalty(w) + l1 * tf.reduce_sum(tf.abs(w))
class Smooth(Plain):
    def penalty(self, w):
        return l2 * tf.reduce_sum(tf.square(w))
class Elastic(Sparse, Smooth):
    pass
x = tf.constant([1.0, 2.0, 3.0])
# --- cell ---
model = Elastic()
fit = (tf.tensordot(w, x, 1) - 2.0) ** 2
loss = fit + model.penalty(w)

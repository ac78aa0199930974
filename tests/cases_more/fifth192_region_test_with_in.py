# source: https://github.com/tensorflow/tensorflow/issues/31504
# target: loss
# sources: inside_w, outside_w, x
# expect: {"inside_w": "not_taken_branch", "outside_w": "ok", "x": "ok"}
# culprit: {"inside_w": 1}
# notes: Membership of an own class decides the branch.
# --- setup ---
import tensorflow as tf
class Ball:
    def __init__(self, radius):
        self.radius = radius
    def __contains__(self, point):
        return bool(tf.norm(point) < self.radius)
region = Ball(1.0)
inside_w, outside_w = tf.Variable(2.0), tf.Variable(0.3)
x = tf.Variable([1.5, 0.5])
# --- cell ---
if x in region:
    energy = inside_w * tf.reduce_sum(x ** 2)
else:
    energy = outside_w * tf.norm(x)
loss = energy + 1.0

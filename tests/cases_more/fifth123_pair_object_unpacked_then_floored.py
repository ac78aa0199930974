# source: https://github.com/google/qkeras/pull/118
# target: loss
# sources: lo, hi
# expect: {"lo": "registered_not_differentiable", "hi": "ok"}
# culprit: {"lo": 3}
# notes: An object that holds two variables is unpacked; only the floor cuts.
# --- setup ---
import tensorflow as tf
class Interval:
    def __init__(self, lower, upper):
        self.lower, self.upper = lower, upper
    def __iter__(self):
        return iter((self.lower, self.upper))
    def __len__(self):
        return 2
lo, hi = tf.Variable(0.7), tf.Variable(2.4)
box = Interval(lo, hi)
# --- cell ---
assert len(box) == 2
left, right = box
start = tf.floor(left)
loss = tf.square(right - start)

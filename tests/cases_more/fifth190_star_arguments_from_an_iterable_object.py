# source: https://github.com/tensorflow/tensorflow/issues/56968
# target: loss
# sources: p, q
# expect: {"p": "left_tensorflow", "q": "ok"}
# culprit: {"p": 1}
# notes: Unpacking the object yields Python floats.
# --- setup ---
import tensorflow as tf
class Point:
    def __init__(self, coords):
        self.coords = coords
    def __iter__(self):
        yield from self.coords.numpy().tolist()
def norm(x, y):
    return tf.sqrt(x * x + y * y)
p, q = tf.Variable([3.0, 4.0]), tf.Variable(0.5)
point = Point(p)
# --- cell ---
length = norm(*point)
loss = q * length + q ** 2

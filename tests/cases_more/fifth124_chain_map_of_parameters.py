# source: https://github.com/tensorflow/tensorflow/issues/61199
# target: loss
# sources: w, b
# expect: {"w": "registered_not_differentiable", "b": "ok"}
# culprit: {"w": 3}
# notes: Parameters travel in a ChainMap and a small object; the ceil is in the object's method.
# --- setup ---
import collections
import tensorflow as tf
w, b = tf.Variable([1.2, -0.7]), tf.Variable(0.5)
defaults = {"w": 1.0, "b": 0.0, "act": "relu"}
class Stepper:
    def __init__(self, params):
        self.params = params
    def out(self, x):
        return tf.math.ceil(self.params["w"] * x) + self.params["b"]
# --- cell ---
params = collections.ChainMap({"w": w}, {"b": b}, defaults)
stepper = Stepper(params)
y = stepper.out(2.0)
loss = tf.reduce_sum(y ** 2)

# source: https://github.com/tensorflow/tensorflow/issues/30190
# target: loss
# sources: w, b
# expect: {"w": "left_tensorflow", "b": "ok"}
# culprit: {"w": 3}
# notes: An averaging meter used with += and then as the loss.
# --- setup ---
import tensorflow as tf
class Meter:
    def __init__(self):
        self.sum, self.count = 0.0, 0
    def __iadd__(self, value):
        self.sum += value.numpy()
        self.count += 1
        return self
    def average(self):
        return self.sum / self.count
w, b = tf.Variable([0.5, 0.25]), tf.Variable(0.2)
xs = [tf.constant([1.0, 2.0]), tf.constant([0.0, 3.0])]
# --- cell ---
meter = Meter()
for x in xs:
    meter += tf.square(tf.reduce_sum(w * x))
loss = meter.average() + b ** 2

# source: https://github.com/tensorflow/tensorflow/issues/21985
# target: loss
# sources: start, w
# expect: {"start": "registered_not_differentiable", "w": "ok"}
# culprit: {"start": 2}
# notes: The iterator's __next__ rounds up; it runs at the for line.
# --- setup ---
import tensorflow as tf
class Anneal:
    def __init__(self, first, rounds):
        self.value, self.rounds = first, rounds
    def __iter__(self):
        return self
    def __next__(self):
        if self.rounds == 0:
            raise StopIteration
        self.rounds -= 1
        self.value = tf.math.ceil(self.value * 0.5)
        return self.value
start = tf.Variable(9.3)
w = tf.Variable([0.3, 0.1])
# --- cell ---
loss = tf.constant(0.0)
for temperature in Anneal(start, 3):
    soft = tf.nn.softmax(w / temperature)
    loss += tf.reduce_sum(soft ** 2)

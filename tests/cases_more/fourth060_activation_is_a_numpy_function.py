# source: constructed
# target: loss
# sources: w1, w2
# expect: {"w1": "left_tensorflow", "w2": "ok"}
# culprit: {"w1": 1}
# notes: The activation that was passed to the layer object is np.tanh.
# --- setup ---
import numpy as np
import tensorflow as tf

class Layer(tf.Module):
    def __init__(self, w, act):
        super().__init__()
        self.w, self.act = w, act
    def __call__(self, x):
        return self.act(x @ self.w)
w1, w2 = tf.Variable([[0.5, -0.2], [0.3, 0.9]]), tf.Variable([[1.0], [0.7]])
hidden, out = Layer(w1, act=np.tanh), Layer(w2, act=tf.identity)
x = tf.constant([[1.0, -1.0]])
# --- cell ---
h = hidden(x)
loss = tf.reduce_sum(out(h) ** 2)

# source: https://github.com/tensorflow/tensorflow/issues/48916
# target: loss
# sources: w, v
# expect: {"w": "stop_gradient", "v": "ok"}
# culprit: {"w": 2}
# notes: Storing an attribute stops the gradient.
# --- setup ---
import tensorflow as tf
class Store:
    def __setattr__(self, name, value):
        object.__setattr__(self, name, tf.stop_gradient(value))
w, v = tf.Variable([0.3, 0.6]), tf.Variable([1.0, 1.0])
store = Store()
# --- cell ---
hidden = tf.tanh(w)
store.hidden = hidden * 2.0
loss = tf.reduce_sum(store.hidden * v)

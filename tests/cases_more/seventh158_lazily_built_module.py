# source: https://www.tensorflow.org/guide/intro_to_modules (FlexibleDense)
# target: y
# sources: seed_row, w, b
# expect: {"seed_row": "stateful_op", "w": "ok", "b": "ok"}
# culprit: {"seed_row": 1}
# notes: A layer that creates its weights at the first call from a learned template: the new variable starts a history of its own.
# --- setup ---
import tensorflow as tf

class FlexibleDense(tf.Module):
    def __init__(self, template):
        super().__init__()
        self.template = template
        self.b = tf.Variable(tf.zeros([2]))
        self.w = None
    def __call__(self, x):
        if self.w is None:
            self.w = tf.Variable(tf.tile(self.template[None], [x.shape[-1], 1]))
        return tf.nn.relu(x @ self.w + self.b)
seed_row = tf.Variable([0.3, 0.8])
dense = FlexibleDense(seed_row)
b = dense.b
x = tf.constant([[2.0, 1.0, 2.0]])
# --- cell ---
y = tf.reduce_sum(dense(x))
w = dense.w

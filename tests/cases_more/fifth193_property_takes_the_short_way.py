# source: https://github.com/tensorflow/tensorflow/issues/55262
# target: loss
# sources: deep, shallow
# expect: {"deep": "not_taken_branch", "shallow": "ok"}
# culprit: {"deep": 3}
# notes: The property of the model returns early.
# --- setup ---
import tensorflow as tf
class Net:
    def __init__(self, deep, shallow, mode):
        self.deep, self.shallow, self.mode = deep, shallow, mode
    @property
    def weights(self):
        if self.mode == "full":
            return tf.tanh(self.shallow) * self.deep
        return tf.tanh(self.shallow)
deep, shallow = tf.Variable([2.0, 3.0]), tf.Variable([0.1, 0.2])
net = Net(deep, shallow, "fast")
x = tf.constant([1.0, 4.0])
# --- cell ---
score = tf.tensordot(
    x,
    net.weights,
    axes=1,
)
loss = score ** 2

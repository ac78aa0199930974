# source: constructed (code as an engineer structures it)
# target: report
# sources: w, b
# expect: {"w": "target_not_tensor", "b": "target_not_tensor"}
# culprit: {"w": 2, "b": 2}
# notes: The training step returns a dataclass with the total and its parts; the gradient was asked for the dataclass itself.
# --- setup ---
from dataclasses import dataclass
import tensorflow as tf

@dataclass
class LossReport:
    total: tf.Tensor
    data: tf.Tensor
    penalty: tf.Tensor

    @classmethod
    def collect(cls, *, data, penalty):
        return cls(total=data + penalty, data=data, penalty=penalty)

w = tf.Variable([0.5, -1.0])
b = tf.Variable(0.1)
x = tf.constant([[1.0, 2.0], [0.3, -0.5]])
# --- cell ---
pred = tf.linalg.matvec(x, w) + b
report = LossReport.collect(
    data=tf.reduce_mean((pred - 1.0) ** 2),
    penalty=0.01 * tf.reduce_sum(w ** 2),
)

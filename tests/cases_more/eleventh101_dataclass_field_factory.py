# source: constructed (code as an engineer structures it)
# target: loss
# sources: gain, bias
# expect: {"gain": "wrong_object", "bias": "ok"}
# culprit: {"gain": 1}
# notes: A dataclass whose gain comes from default_factory: the per-task copy is built with the constructor, which passes the bias on but makes a gain of its own.
# --- setup ---
from dataclasses import dataclass, field
import tensorflow as tf

@dataclass
class Affine:
    bias: tf.Variable
    gain: tf.Variable = field(default_factory=lambda: tf.Variable(1.5, name="gain"))
    name: str = "shared"

    def __call__(self, x):
        return self.gain * x + self.bias

shared = Affine(bias=tf.Variable(0.25, name="bias"))
gain, bias = shared.gain, shared.bias
x = tf.constant([1.0, 2.0, 4.0])
y = tf.constant([2.0, 3.0, 6.5])
# --- cell ---
task = Affine(bias=shared.bias, name="task_a")
residual = task(x) - y
loss = tf.reduce_mean(residual ** 2)

# source: constructed
# target: loss
# sources: params.w, bias
# expect: {"params.w": "wrong_object", "bias": "ok"}
# culprit: {"params.w": 3}
# notes: dataclasses.asdict makes deep copies, so the loss is computed from a copy of w.
# --- setup ---
import dataclasses
import tensorflow as tf

@dataclasses.dataclass
class Params:
    w: object
    rate: float
params = Params(tf.Variable([1.0, -2.0]), 0.1)
bias = tf.Variable(0.2)
x = tf.constant([0.5, 0.5])
# --- cell ---
from dataclasses import asdict
p = asdict(params)
loss = tf.reduce_sum((p["w"] * x + bias) ** 2) * p["rate"]

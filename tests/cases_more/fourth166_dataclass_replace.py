# source: constructed
# target: loss
# sources: p.w, p.b
# expect: {"p.w": "replaced_by_tensor", "p.b": "ok"}
# culprit: {"p.w": 2}
# notes: 
# --- setup ---
import dataclasses
import tensorflow as tf
@dataclasses.dataclass
class P:
    w: object
    b: object
p = P(tf.Variable([1.0, 2.0]), tf.Variable(0.5))
# --- cell ---
loss = tf.reduce_sum(p.w ** 2) * p.b
p = dataclasses.replace(p, w=p.w * 0.9)

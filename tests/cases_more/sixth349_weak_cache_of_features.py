# source: constructed on a guide
# target: y
# sources: w, head
# expect: {"w": "computed_before_tape", "head": "ok"}
# culprit: {"w": 1}
# notes: A WeakValueDictionary-like memo on an object made features earlier; the attribute is reused.
# --- setup ---
import numpy as np
import tensorflow as tf
from functools import cached_property
class Doc:
    def __init__(self, w):
        self.w = w
    @cached_property
    def embedding(self):
        return tf.nn.l2_normalize(self.w * 3.0, axis=0)
w, head = tf.Variable([1.0, 2.0]), tf.Variable([0.5, 0.1])
doc = Doc(w)
doc.embedding
# --- cell ---
score = tf.tensordot(doc.embedding, head, 1)
y = tf.sigmoid(score)

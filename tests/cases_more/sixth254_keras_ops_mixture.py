# source: constructed on a guide
# target: score
# sources: logits, temps, codes, mask
# expect: {"logits": "ok", "temps": "registered_not_differentiable", "codes": "ok", "mask": "registered_not_differentiable"}
# culprit: {"temps": 1, "mask": 5}
# notes: keras.ops: softmax and take are differentiable, round and a comparison are not.
# --- setup ---
import numpy as np
import tensorflow as tf
from keras import ops
logits = tf.Variable([[1.0, 2.0, 0.5], [0.1, 0.2, 0.3]])
temps = tf.Variable([1.04, 0.97])
codes = tf.Variable([[0.1, 0.2], [0.3, 0.4], [0.5, 0.6]])
mask = tf.Variable([0.2, 0.9])
# --- cell ---
t = ops.expand_dims(ops.round(temps, 1), -1)
p = ops.softmax(logits / t, axis=-1)
best = ops.argmax(p, axis=-1)
vec = ops.take(codes, best, axis=0)
keep = ops.cast(ops.greater(mask, 0.5), "float32")
score = ops.sum(ops.einsum("bk,kd->bd", p, codes) * vec * keep[:, None])

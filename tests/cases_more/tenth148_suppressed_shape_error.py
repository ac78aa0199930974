# source: constructed (contextlib.suppress hides a failed matmul)
# target: loss
# sources: feat, proj, base_w
# expect: {"feat": "ok", "proj": "not_connected", "base_w": "ok"}
# notes: The matmul with proj fails on the shapes, the error is swallowed, and extra keeps its initial zero.
# --- setup ---
from contextlib import suppress
import tensorflow as tf

feat = tf.Variable([[1.0, 2.0, 3.0]])
proj = tf.Variable([[0.5, 0.5]])
base_w = tf.Variable([[0.1], [0.2], [0.3]])
# --- cell ---
base = tf.reduce_sum(feat @ base_w)
extra = tf.zeros([])
with suppress(ValueError, tf.errors.InvalidArgumentError):
    extra = tf.reduce_mean(tf.matmul(feat, proj))
loss = tf.square(base) + extra

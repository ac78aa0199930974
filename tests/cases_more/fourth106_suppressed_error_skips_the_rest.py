# source: constructed
# target: loss
# sources: w, extra
# expect: {"w": "ok", "extra": "not_taken_branch"}
# culprit: {"extra": 3}
# notes: int("auto") raises, contextlib.suppress swallows it, and the statement with extra is skipped.
# --- setup ---
import contextlib
import tensorflow as tf

w, extra = tf.Variable([1.0, 2.0]), tf.Variable(0.5)
config = {"n_extra": "auto"}
# --- cell ---
loss = tf.reduce_sum(tf.sin(w))
with contextlib.suppress(ValueError):
    n = int(config["n_extra"])
    loss += n * tf.exp(extra)

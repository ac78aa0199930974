# source: constructed
# target: loss
# sources: prior_w, w
# expect: {"prior_w": "recording_stopped", "w": "ok"}
# culprit: {"prior_w": 3}
# notes: The pause is entered through an ExitStack and ends with it.
# --- setup ---
import contextlib
import tensorflow as tf

prior_w, w = tf.Variable([0.5, 0.2]), tf.Variable([1.0, -1.0])
# --- cell ---
with contextlib.ExitStack() as stack:
    stack.enter_context(tape.stop_recording())
    prior = tf.exp(prior_w)
    prior = prior / tf.reduce_sum(prior)
loss = tf.reduce_sum(prior * w ** 2)

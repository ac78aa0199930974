# source: https://github.com/keras-team/keras-io/issues/406
# target: loss
# sources: prompt, w
# expect: {"prompt": "computed_before_tape", "w": "ok"}
# culprit: {"prompt": 2}
# notes: A context variable holds the encoded prompt of an earlier cell.
# --- setup ---
import contextvars
import tensorflow as tf
prompt, w = tf.Variable([0.3, -0.5]), tf.Variable([1.0, 2.0])
current = contextvars.ContextVar("current")
current.set(tf.tanh(prompt) * 2.0)
# --- cell ---
def attend(query):
    key = current.get()
    return tf.reduce_sum(query * key)
loss = tf.square(attend(w))

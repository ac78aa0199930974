# source: https://github.com/keras-team/keras-io/issues/406
# target: loss
# sources: w, c
# expect: {"w": "computed_before_tape", "c": "ok"}
# culprit: {"w": 2}
# notes: The generator computed its context when it was started, before the tape.
# --- setup ---
import tensorflow as tf
def decoder(weights):
    context = tf.tanh(weights)
    yield context
    for k in range(2):
        yield context * float(k + 1)
w = tf.Variable([0.2, 0.4])
c = tf.Variable(3.0)
stream = decoder(w)
prompt = next(stream)
# --- cell ---
loss = 0.0
for token in stream:
    loss = loss + tf.reduce_sum(c * token)

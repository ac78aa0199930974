# source: constructed (a generator consumed for logging before it is summed)
# target: loss
# sources: w1, w2, offset
# expect: {"w1": "not_connected", "w2": "not_connected", "offset": "ok"}
# notes: Counting the penalty terms runs the generator to its end, so sum() finds nothing and returns only its start value; the terms were computed, but none of them is added.
# --- setup ---
import tensorflow as tf

w1 = tf.Variable([[0.4, -0.6]])
w2 = tf.Variable([[1.0], [2.0]])
offset = tf.Variable(0.05)
def terms(*weights):
    for w in weights:
        yield tf.nn.l2_loss(w)
# --- cell ---
penalties = terms(w1, w2)
n_terms = sum(1 for _ in penalties)
print(n_terms, "penalty terms")
loss = sum(penalties, offset * 2.0)

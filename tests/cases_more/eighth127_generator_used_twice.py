# source: constructed (exhausted generator expression)
# target: loss
# sources: a, b, c
# expect: {"a": "not_connected", "b": "ok", "c": "ok"}
# culprit: {"a": 3}
# notes: The generator of terms is used up by the line that looks for the largest one; the sum afterwards adds nothing. The list of the other terms can be read twice.
# --- setup ---
import tensorflow as tf

a, b, c = tf.Variable(0.4), tf.Variable([0.3, 0.6]), tf.Variable(1.0)
t = tf.constant(1.5)
# --- cell ---
terms = (a * t ** k for k in range(1, 4))
others = [v * t for v in tf.unstack(b)]
top = max(float(term) for term in terms)
worst = max(float(term) for term in others)
print(f"largest terms {top:.2f} {worst:.2f}")
loss = (sum(terms, start=c) + sum(others)) ** 2

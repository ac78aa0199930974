# source: constructed (closures made in a loop)
# target: loss
# sources: first, second, third, mix
# expect: {"first": "not_connected", "second": "not_connected", "third": "ok", "mix": "ok"}
# culprit: {"first": 3, "second": 3}
# notes: The lambdas made in the loop all look up the same name, which ends at the third matrix; the list of heads therefore contains the third head three times.
# --- setup ---
import numpy as np
import tensorflow as tf

rng = np.random.default_rng(807)
first, second, third = (tf.Variable(rng.normal(size=(4, 2)).astype("float32")) for _ in range(3))
mix = tf.Variable([0.2, 0.3, 0.5])
hidden = tf.constant(rng.normal(size=(5, 4)).astype("float32"))
# --- cell ---
heads = []
for matrix in (first, second, third):
    heads.append(lambda h: tf.tanh(h @ matrix))
outputs = [head(hidden) for head in heads]
blended = sum(w * o for w, o in zip(tf.unstack(mix), outputs))
loss = tf.reduce_mean((blended - 0.5) ** 2)

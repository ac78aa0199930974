# source: constructed on a guide
# target: loss
# sources: w, aux, alpha
# expect: {"w": "ok", "aux": "not_connected", "alpha": "not_connected"}
# culprit: {"aux": 6, "alpha": 6}
# notes: A dict of losses: the term with aux is computed and not in the sum.
# --- setup ---
import numpy as np
import tensorflow as tf
w, aux, alpha = tf.Variable([1.0, 2.0]), tf.Variable([0.3, 0.1]), tf.Variable(0.5)
# --- cell ---
terms = {
    "fit": tf.reduce_sum((w - 0.5) ** 2),
    "l1": tf.reduce_sum(tf.abs(w)),
    "aux": alpha * tf.reduce_sum(aux ** 2),
}
loss = tf.add_n([v for k, v in terms.items() if k != "aux"])

# source: constructed on a guide
# target: nll
# sources: logit, prior, vote_w
# expect: {"logit": "ok", "prior": "left_tensorflow", "vote_w": "ok"}
# culprit: {"prior": 4}
# notes: Class counts with a Counter; the prior is collected in a defaultdict(float) of Python floats.
# --- setup ---
import numpy as np
import tensorflow as tf
from collections import Counter, defaultdict
logit = tf.Variable([0.1, 0.7])
prior = tf.Variable([0.2, 0.3, 0.5])
vote_w = tf.Variable(1.5)
tokens = ["ham", "spam", "ham"]
# --- cell ---
counts = Counter(tokens)
mass = defaultdict(float)
for k, tok in enumerate(tokens):
    mass[tok] += prior[k].numpy().item()
names = [n for n, _ in counts.most_common()]
p = tf.stack([tf.math.log(mass[n] + 1e-3) + counts[n] * vote_w for n in names])
nll = -tf.reduce_sum(tf.nn.log_softmax(logit + p) * tf.constant([1.0, 0.0]))

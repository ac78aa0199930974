# source: constructed (information retrieval: BM25)
# target: loss
# sources: k1, b, idf_smooth, boost, cutoff, avg_len
# expect: {"k1": "ok", "b": "ok", "idf_smooth": "left_tensorflow", "boost": "ok", "cutoff": "registered_not_differentiable", "avg_len": "computed_before_tape"}
# culprit: {"idf_smooth": 3, "cutoff": 9, "avg_len": 6}
# notes: BM25 in tensors: term counts are Python numbers, the idf uses math.log of a learned smoothing, the average length was made when the index was built.
# --- setup ---
import math
from collections import Counter
import tensorflow as tf

docs = ["a rose is a rose", "a cat", "the rose and the cat and the dog"]
counts = [Counter(d.split()) for d in docs]
k1, b = tf.Variable(1.2), tf.Variable(0.75)
idf_smooth, boost = tf.Variable(0.5), tf.Variable([1.0, 2.0])
cutoff, avg_len = tf.Variable(0.5), tf.Variable(4.0)
relative = [sum(c.values()) / avg_len for c in counts]
# --- cell ---
def idf(term):
    n = sum(term in c for c in counts)
    return math.log((len(docs) - n + idf_smooth) / (n + idf_smooth) + 1.0)
scores = []
for c, length in zip(counts, relative):
    parts = [idf(t) * c[t] * (k1 + 1.0) / (c[t] + k1 * (1.0 - b + b * length)) for t in ("rose", "cat")]
    scores.append(tf.reduce_sum(tf.stack(parts) * boost))
scores = tf.stack(scores)
passed = tf.cast(scores > cutoff, tf.float32)
loss = tf.nn.sparse_softmax_cross_entropy_with_logits(0, scores) + 0.1 * tf.reduce_sum(passed * scores)

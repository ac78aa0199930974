# source: constructed (retrieval loss on stored embeddings)
# target: loss
# sources: doc_w, query_w
# expect: {"doc_w": "left_tensorflow", "query_w": "ok"}
# culprit: {"doc_w": 3}
# notes: Document vectors come from an earlier cell and are normalised with NumPy here; the exit is nearest the target.
# --- setup ---
import numpy as np
import tensorflow as tf

rng = np.random.default_rng(3)
doc_w = tf.Variable(rng.normal(size=(4, 3)).astype("float32"))
query_w = tf.Variable(rng.normal(size=(5, 3)).astype("float32"))
docs = tf.constant(rng.normal(size=(6, 4)).astype("float32"))
queries = tf.constant(rng.normal(size=(2, 5)).astype("float32"))
index = docs @ doc_w
# --- cell ---
q = tf.math.l2_normalize(queries @ query_w, axis=1)
d = index / np.linalg.norm(index, axis=1, keepdims=True)
unit = np.array(d)
scores = q @ unit.T
hits = tf.argmax(scores, axis=1).numpy()
loss = tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(labels=[0, 1], logits=scores))

# source: constructed (probabilistic models course)
# target: loss
# sources: trans, emit, start, smooth
# expect: {"trans": "ok", "emit": "ok", "start": "registered_not_differentiable", "smooth": "ok"}
# culprit: {"start": 9}
# notes: The forward algorithm sums over all paths and stays differentiable; the start score enters only the best path, which is a list of argmax indices.
# --- setup ---
import numpy as np
import tensorflow as tf

rng = np.random.default_rng(5)
trans = tf.Variable(rng.normal(size=(3, 3)).astype("float32"))
emit = tf.Variable(rng.normal(size=(3, 4)).astype("float32"))
start = tf.Variable([0.2, 0.1, -0.3])
smooth = tf.Variable(0.5)
seen = [0, 3, 1, 2]
# --- cell ---
log_t = tf.nn.log_softmax(trans)
log_e = tf.nn.log_softmax(emit / smooth)
alpha = log_e[:, seen[0]]
best = tf.stop_gradient(alpha) + start
states = []
for symbol in seen[1:]:
    alpha = tf.reduce_logsumexp(alpha[:, None] + log_t, axis=0) + log_e[:, symbol]
    best = tf.reduce_max(best[:, None] + log_t, axis=0) + log_e[:, symbol]
    states.append(tf.argmax(best))
path_cost = tf.add_n([tf.gather(log_e[:, 0], s) for s in states])
loss = -tf.reduce_logsumexp(alpha) - 0.1 * path_cost

# source: constructed (code as an engineer structures it)
# target: loss
# sources: table, pad, weights
# expect: {"table": "ok", "pad": "ok", "weights": "ok"}
# notes: Grouped and padded by RaggedTensor: the gather gives IndexedSlices, the default value of to_tensor is learned, and the mask is only integers (no false alarm).
# --- setup ---
from itertools import groupby
import tensorflow as tf

table = tf.Variable(tf.random.stateless_normal([6], [5, 5]))
pad = tf.Variable(-0.5)
weights = tf.Variable([0.2, 0.5, 0.3])
clicks = [("ann", 3), ("bob", 1), ("ann", 0), ("cid", 5), ("ann", 4), ("bob", 2)]
# --- cell ---
clicks.sort(key=lambda pair: pair[0])
groups = {user: [item for _, item in g] for user, g in groupby(clicks, key=lambda pair: pair[0])}
ids = tf.ragged.constant(list(groups.values()))
vectors = tf.ragged.map_flat_values(lambda i: tf.gather(table, i), ids)
padded = vectors.to_tensor(default_value=tf.convert_to_tensor(pad))
lengths = ids.row_lengths().numpy().tolist()
per_user = tf.linalg.matvec(padded, weights) / tf.constant(lengths, tf.float32)
loss = tf.reduce_sum(per_user ** 2)

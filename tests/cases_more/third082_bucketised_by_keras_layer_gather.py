# source: constructed (raw op for buckets)
# target: loss
# sources: income_scale, table
# expect: {"income_scale": "integer_dtype", "table": "ok"}
# culprit: {"income_scale": 1}
# notes: The raw Bucketize op has integer output and no registry entry; the table's own gradient is not affected.
# --- setup ---
import numpy as np
import tensorflow as tf

income_scale = tf.Variable(0.9)
table = tf.Variable(np.random.default_rng(1).normal(size=(4, 2)).astype("float32"))
incomes = tf.constant([12.0, 31.0, 55.0, 90.0])
def bucket_of(values):
    return tf.raw_ops.Bucketize(input=values, boundaries=[20.0, 40.0, 60.0])
# --- cell ---
groups = bucket_of(incomes * income_scale)
rows = tf.nn.embedding_lookup(table, groups)
loss = tf.reduce_sum(tf.square(rows - 0.5))
print("per group", tf.math.bincount(groups, minlength=4).numpy())

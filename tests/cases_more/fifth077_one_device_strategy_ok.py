# source: https://github.com/tensorflow/tensorflow/issues/47407
# target: loss
# sources: w, b
# expect: {"w": "ok", "b": "ok"}
# notes: Variables of a distribution strategy, run and reduce: all on the tape.
# --- setup ---
import tensorflow as tf
strategy = tf.distribute.OneDeviceStrategy("/cpu:0")
with strategy.scope():
    w = tf.Variable([[0.5], [0.25]])
    b = tf.Variable([0.1])
x = tf.constant([[1.0, 2.0], [3.0, 4.0]])
# --- cell ---
def replica_step(features):
    out = tf.nn.relu(features @ w + b)
    return tf.nn.compute_average_loss(tf.reduce_sum(out ** 2, axis=1), global_batch_size=2)
per_replica = strategy.run(replica_step, args=(x,))
loss = strategy.reduce(tf.distribute.ReduceOp.SUM, per_replica, axis=None)

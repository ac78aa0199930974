# source: constructed
# target: loss
# sources: bias, w
# expect: {"bias": "ok", "w": "not_taken_branch"}
# culprit: {"w": 2}
# notes: The data set has been skipped to its end, so the loop body with w runs no time.
# --- setup ---
import tensorflow as tf

bias, w = tf.Variable(0.3), tf.Variable([1.0, 2.0])
ds = tf.data.Dataset.from_tensor_slices(tf.ones([4, 2])).batch(2)
# --- cell ---
loss = tf.square(bias)
for xb in ds.skip(2):
    loss += tf.reduce_mean(tf.linalg.matvec(xb, w))

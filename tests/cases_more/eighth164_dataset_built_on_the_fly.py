# source: https://www.tensorflow.org/guide/data
# target: loss
# sources: scale, weights, x0
# expect: {"scale": "stateful_op", "weights": "ok", "x0": "stateful_op"}
# culprit: {"x0": 1, "scale": 2}
# notes: The pipeline multiplies in a map function and batches slices of a variable; what the loop does with the batches is recorded.
# --- setup ---
import tensorflow as tf

scale, x0 = tf.Variable(0.5), tf.Variable([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]])
weights = tf.Variable([[0.3], [-0.1]])
# --- cell ---
pipe = tf.data.Dataset.from_tensor_slices(x0)
pipe = pipe.map(lambda v: v * scale).batch(2).prefetch(1)
loss, count = 0.0, 0
for batch in pipe:
    loss += tf.reduce_sum((batch @ weights) ** 2)
    count += len(batch)
loss = loss / count

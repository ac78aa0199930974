# source: https://github.com/tensorflow/tensorflow/issues/36306
# target: total
# sources: u, scale
# expect: {"u": "stateful_op", "scale": "ok"}
# culprit: {"u": 2}
# notes: The sum of squares is computed inside Dataset.reduce; the same sum in a Python loop over the data set would be sound.
# --- setup ---
import tensorflow as tf

data = tf.range(10, dtype=tf.float32)
ds = tf.data.Dataset.from_tensor_slices(data)
u = tf.Variable(1.0)
scale = tf.Variable(0.1)
# --- cell ---
count = int(ds.cardinality())
squares = ds.reduce(tf.constant(0.0), lambda acc, y: acc + (y - u) ** 2)
spread = scale * squares / count
total = spread + tf.square(scale)

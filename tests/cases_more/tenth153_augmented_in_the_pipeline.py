# source: constructed (a variable captured by Dataset.map, another bucketised by a Keras layer)
# target: loss
# sources: shift, age, emb, slope
# expect: {"shift": "stateful_op", "age": "integer_dtype", "emb": "ok", "slope": "ok"}
# culprit: {"shift": 1, "age": 3}
# notes: shift is only used inside the pipeline, which hands back new tensors; age becomes an integer bucket in Discretization; slope also scales what comes out.
# --- setup ---
import tensorflow as tf
import keras

shift = tf.Variable(0.5)
age = tf.Variable([23.0, 41.0])
emb = tf.Variable([0.1, 0.2, 0.3])
slope = tf.Variable(1.5)
buckets = keras.layers.Discretization(bin_boundaries=[30.0, 60.0])
rows = tf.data.Dataset.from_tensor_slices([1.0, 2.0])
# --- cell ---
moved = rows.map(lambda r: slope * r + shift)
batch = next(iter(moved.batch(2)))
codes = buckets(age)
loss = tf.reduce_sum(slope * batch * tf.gather(emb, codes))

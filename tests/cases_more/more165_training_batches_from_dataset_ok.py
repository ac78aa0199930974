# source: constructed (usual loop over a tf.data set)
# target: loss
# sources: w, b
# expect: {"w": "ok", "b": "ok"}
# notes: Only the data come out of the iterator and the string ids out of the table; the parameters do not pass through them (no false alarm).
# --- setup ---
import tensorflow as tf

w, b = tf.Variable([[0.2, 0.1], [0.3, 0.4], [0.5, -0.6]]), tf.Variable(0.0)
words = tf.constant(["red", "green", "blue"])
table = tf.lookup.StaticHashTable(tf.lookup.KeyValueTensorInitializer(words, tf.range(3)), default_value=0)
data = tf.data.Dataset.from_tensor_slices((["blue", "red"], [1.0, -1.0])).batch(1)
# --- cell ---
loss = tf.constant(0.0)
for name, label in data:
    vector = tf.gather(w, table.lookup(name))
    loss += tf.reduce_mean((tf.reduce_sum(vector, axis=1) + b - label) ** 2)

# source: constructed
# target: loss
# sources: gain, w, b, rounds
# expect: {"gain": "stateful_op", "w": "wrong_object", "b": "ok", "rounds": "integer_dtype"}
# culprit: {"gain": 1, "w": 5, "rounds": 2}
# notes: The augmentation gain is applied inside Dataset.map; the number of batches is a cast; the first weight in the list was restarted as a new variable after w was taken from it.
# --- setup ---
import numpy as np
import tensorflow as tf

gain = tf.Variable(1.2)
params = [tf.Variable([0.5, -0.5]), tf.Variable(0.2)]
w, b = params
params[0] = tf.Variable(params[0].numpy() * 0.9)
rounds = tf.Variable(2.3)
samples = np.random.default_rng(0).normal(size=(6, 2)).astype("float32")
def augment(row):
    return row * gain
# --- cell ---
ds = tf.data.Dataset.from_tensor_slices(samples).map(augment).batch(2)
n_batches = tf.cast(rounds, tf.int64)
parts = []
for batch in ds.take(n_batches):
    parts.append(tf.reduce_mean(tf.square(tf.linalg.matvec(batch, params[0]) + params[1] - 1.0)))
loss = tf.add_n(parts)

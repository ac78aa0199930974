# source: https://github.com/tensorflow/tensorflow/issues/38453
# target: loss
# sources: w, decay
# expect: {"w": "ok", "decay": "ok"}
# notes: The eager loop over the data set is fine, since only constants come out of the iterator (no false alarm).
# --- setup ---
import numpy as np
import tensorflow as tf

rng = np.random.default_rng(1)
ds = tf.data.Dataset.from_tensor_slices(rng.normal(size=(6, 3)).astype("float32")).shuffle(6, seed=1).batch(2)
w = tf.Variable(rng.normal(size=(3, 1)).astype("float32"))
decay = tf.Variable(0.9)
# --- cell ---
loss, weight = tf.constant(0.0), tf.constant(1.0)
for step, batch in enumerate(ds.take(3)):
    err = tf.reduce_mean((batch @ w) ** 2)
    loss += weight * err
    weight = weight * decay
    if step % 2 == 0:
        print(step, err.numpy())

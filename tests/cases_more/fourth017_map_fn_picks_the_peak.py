# source: constructed
# target: loss
# sources: heat_w, offset
# expect: {"heat_w": "registered_not_differentiable", "offset": "ok"}
# culprit: {"heat_w": 3}
# notes: map_fn runs argmax on each heat map; the break stands in the lambda.
# --- setup ---
import numpy as np
import tensorflow as tf

rng = np.random.default_rng(5)
heat_w = tf.Variable(rng.normal(size=(3, 8)).astype("float32"))
offset = tf.Variable(0.5)
x = tf.constant(rng.normal(size=(4, 3)).astype("float32"))
# --- cell ---
heat = tf.nn.softmax(x @ heat_w)
peaks = tf.map_fn(
    lambda row: tf.argmax(row),
    heat, fn_output_signature=tf.int64)
where = tf.cast(peaks, tf.float32) + offset
loss = tf.reduce_mean((where - 3.0) ** 2)

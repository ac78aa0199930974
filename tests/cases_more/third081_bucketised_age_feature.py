# source: constructed (feature column replacement)
# target: loss
# sources: age_scale, age_table, w
# expect: {"age_scale": "left_tensorflow", "age_table": "ok", "w": "ok"}
# culprit: {"age_scale": 2}
# notes: Ages are put into buckets by np.digitize; the table is indexed with the result.
# --- setup ---
import numpy as np
import tensorflow as tf

age_scale = tf.Variable(1.1)
age_table = tf.Variable(np.random.default_rng(1).normal(size=(4, 2)).astype("float32"))
w = tf.Variable([[0.4], [0.6]])
ages = tf.constant([17.0, 25.0, 48.0, 70.0])
bounds = [18.0, 30.0, 60.0]
# --- cell ---
adjusted = ages * age_scale
bucket = np.digitize(adjusted, bounds)
rows = tf.gather(age_table, bucket)
prob = tf.sigmoid(rows @ w)
loss = -tf.reduce_mean(tf.math.log(prob))

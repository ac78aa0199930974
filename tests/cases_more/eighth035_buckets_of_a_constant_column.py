# source: constructed (Keras preprocessing layers)
# target: loss
# sources: age_table, city_table, out_kernel, income
# expect: {"age_table": "ok", "city_table": "ok", "out_kernel": "ok", "income": "integer_dtype"}
# culprit: {"income": 3}
# notes: The discretisation of a constant column is not recorded, so its missing gradient does not matter; the income is cast to whole thousands before its lookup.
# --- setup ---
import numpy as np
import tensorflow as tf
import keras

keras.utils.set_random_seed(835)
rng = np.random.default_rng(835)
age_table, city_table = (tf.Variable(rng.normal(size=(4, 2)).astype("float32")) for _ in range(2))
money_table = tf.constant(rng.normal(size=(8, 2)).astype("float32"))
income = tf.Variable([1.2, 5.7, 3.3])
buckets, hashing, out = keras.layers.Discretization([20.0, 40.0, 60.0]), keras.layers.Hashing(4), keras.layers.Dense(1)
out.build((None, 6))
out_kernel = out.kernel
# --- cell ---
ages = tf.gather(age_table, buckets(tf.constant([18.0, 33.0, 71.0])))
cities = tf.gather(city_table, hashing(tf.constant(["Oslo", "Rome", "Lima"])))
thousands = tf.cast(income, tf.int32)
money = tf.gather(money_table, thousands)
parts = [ages, cities, money]
loss = tf.reduce_mean(out(tf.concat(parts, axis=1)) ** 2)

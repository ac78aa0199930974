# source: constructed
# target: loss
# sources: age, income, emb_table, early_kernel, late_kernel, prior_scale
# expect: {"age": "integer_dtype", "income": "stop_gradient", "emb_table": "ok", "early_kernel": "ok", "late_kernel": "ok", "prior_scale": "not_trainable"}
# culprit: {"age": 1, "income": 3}
# notes: Discretization turns age into bucket numbers; income is detached; a frozen Keras 3 layer is still watched by the tape, whether it was frozen before or after it was built (no false alarm); the prior scale is a tf.Variable made with trainable=False.
# --- setup ---
import numpy as np
import tensorflow as tf
import keras

keras.utils.set_random_seed(4)
age = tf.Variable([[23.0], [47.0], [71.0]])
income = tf.Variable([[1200.0], [3400.0], [2100.0]])
bucketer = keras.layers.Discretization(bin_boundaries=[30.0, 60.0])
rescale = keras.layers.Rescaling(1.0 / 1000.0)
prior_scale = tf.Variable(0.5, trainable=False)
emb = keras.layers.Embedding(3, 2)
early = keras.layers.Dense(2, trainable=False)
late = keras.layers.Dense(1)
emb.build(None); early.build((None, 3)); late.build((None, 2))
late.trainable = False
emb_table, early_kernel, late_kernel = emb.embeddings, early.kernel, late.kernel
# --- cell ---
bucket = bucketer(age)
vectors = tf.squeeze(emb(bucket), axis=1)
features = tf.concat([vectors, keras.ops.stop_gradient(rescale(income))], axis=1)
loss = tf.reduce_mean(tf.square(prior_scale * late(early(features)) - 1.0))

# source: https://github.com/tensorflow/tensorflow/issues/15821
# target: g_loss
# sources: gen_kernel, label_table, style, disc_kernel
# expect: {"gen_kernel": "ok", "label_table": "integer_dtype", "style": "computed_before_tape", "disc_kernel": "ok"}
# culprit: {"label_table": 2, "style": 5}
# notes: A conditional generator: the class vector is rounded off to bytes for the cache, the style vector was mapped before the step.
# --- setup ---
import numpy as np
import tensorflow as tf

rng = np.random.default_rng(64)
def var(*shape):
    return tf.Variable(rng.normal(size=shape).astype("float32"))
gen_kernel, label_table, style, disc_kernel = var(4, 3), var(5, 2), var(3), var(3, 1)
mapped = tf.tanh(style)
noise = tf.constant(rng.normal(size=(3, 2)).astype("float32"))
classes = tf.constant([0, 3, 4])
# --- cell ---
vectors = tf.gather(label_table, classes)
packed = tf.cast(vectors * 16.0, tf.int8)
condition = tf.cast(packed, tf.float32) / 16.0
fake = tf.concat([noise, condition], axis=1) @ gen_kernel
styled = mapped * fake
g_loss = tf.reduce_mean(tf.nn.softplus(-(styled @ disc_kernel)))

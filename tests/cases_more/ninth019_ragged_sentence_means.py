# source: https://github.com/tensorflow/tensorflow/issues/43107
# target: total
# sources: tokens, proj
# options: --watch tokens
# expect: {"tokens": "ok", "proj": "ok"}
# notes: Ragged mean and a map_fn over ragged rows, the part that had no gradient in TF 2.3, both work (no false alarm).
# --- setup ---
import numpy as np
import tensorflow as tf
tokens = tf.constant(np.random.default_rng(0).normal(size=(5, 2)).astype("float32"))
row_ids = [0, 0, 1, 1, 1]
proj = tf.Variable([[1.0], [-0.5]])
# --- cell ---
sentences = tf.RaggedTensor.from_value_rowids(tokens, row_ids)
means = tf.reduce_mean(sentences, axis=1)
gram = tf.map_fn(lambda s: tf.matmul(s, s, transpose_a=True), sentences,
                 fn_output_signature=tf.TensorSpec([2, 2], tf.float32))
lengths = tf.cast(sentences.row_lengths(), tf.float32)
total = tf.reduce_sum(means @ proj) + tf.reduce_sum(gram / lengths[:, None, None])

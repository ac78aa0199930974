# source: https://github.com/Hirosora/LightCTR/issues/4
# target: loss
# sources: first_query, embedding, out_kernel
# expect: {"first_query": "wrong_object", "embedding": "ok", "out_kernel": "ok"}
# culprit: {"first_query": 2}
# notes: The attention layer makes its matrices on every call, so the one kept from the first call is not the one that is used.
# --- setup ---
import numpy as np
import tensorflow as tf
import keras

rng = np.random.default_rng(10)
class Interaction(tf.Module):
    def __call__(self, fields):
        width = fields.shape[-1]
        self.query = tf.Variable(rng.normal(size=(width, width)).astype("float32"))
        scores = tf.nn.softmax(tf.matmul(fields @ self.query, fields, transpose_b=True))
        return tf.nn.relu(scores @ fields)
embedding = tf.Variable(rng.normal(size=(20, 4)).astype("float32"))
interact, out = Interaction(), keras.layers.Dense(1)
ids = tf.constant([[1, 5, 9], [2, 5, 13]])
clicks = tf.constant([[1.0], [0.0]])
out(tf.reshape(interact(tf.gather(embedding, ids)), [2, -1]))
first_query, out_kernel = interact.query, out.kernel
# --- cell ---
fields = tf.nn.embedding_lookup(embedding, ids)
mixed = interact(fields)
logit = out(tf.reshape(mixed, [2, -1]))
loss = tf.reduce_mean(tf.nn.sigmoid_cross_entropy_with_logits(labels=clicks, logits=logit))

# source: constructed (code as an engineer structures it)
# target: loss
# sources: table, bias, temperature
# expect: {"table": "ok", "bias": "ok", "temperature": "ok"}
# notes: The output layer multiplies with the transposed embedding matrix taken from the layer by a property; gather and matmul gradients are added up (no false alarm).
# --- setup ---
import keras
import tensorflow as tf

class TiedHead(keras.layers.Layer):
    def __init__(self, embedding, **kwargs):
        super().__init__(**kwargs)
        self._source = embedding

    @property
    def kernel(self):
        return keras.ops.transpose(self._source.embeddings)

    def build(self, shape):
        self.bias = self.add_weight(shape=(self._source.input_dim,), name="bias")
        self.temperature = self.add_weight(shape=(), initializer="ones", constraint=keras.constraints.NonNeg(), name="temperature")

    def call(self, h):
        return (keras.ops.matmul(h, self.kernel) + self.bias) / self.temperature

keras.utils.set_random_seed(0)
embedding = keras.layers.Embedding(7, 4, embeddings_constraint="unit_norm", embeddings_regularizer="l2")
head = TiedHead(embedding)
tokens = tf.constant([[1, 4, 2], [0, 6, 3]])
head(embedding(tokens))
table, bias, temperature = embedding.embeddings, head.bias, head.temperature
metric = keras.metrics.SparseCategoricalAccuracy()
# --- cell ---
logits = head(embedding(tokens[:, :-1]))
metric.update_state(tokens[:, 1:], logits)
per_token = keras.losses.sparse_categorical_crossentropy(tokens[:, 1:], logits, from_logits=True)
loss = tf.reduce_mean(per_token)
accuracy = float(metric.result())

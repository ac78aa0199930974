# source: constructed
# target: loss
# sources: table, lstm_kernel
# expect: {"table": "ok", "lstm_kernel": "ok"}
# notes: The mask of the padding is a comparison of token ids; the vectors pass beside it (no false alarm).
# --- setup ---
import tensorflow as tf
import keras

keras.utils.set_random_seed(0)
emb, lstm = keras.layers.Embedding(6, 3, mask_zero=True), keras.layers.LSTM(2)
ids = tf.constant([[1, 2, 0, 0], [3, 4, 5, 0]])
lstm(emb(ids), mask=emb.compute_mask(ids))
table, lstm_kernel = emb.embeddings, lstm.cell.kernel
# --- cell ---
vec = emb(ids)
mask = emb.compute_mask(ids)
lengths = tf.reduce_sum(tf.cast(mask, tf.int32), axis=1)
state = lstm(vec, mask=mask)
loss = tf.reduce_sum(state ** 2)
print(lengths.numpy())

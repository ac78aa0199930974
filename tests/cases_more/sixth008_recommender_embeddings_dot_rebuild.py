# source: constructed on a guide
# target: loss
# sources: user_table, item_table
# expect: {"user_table": "ok", "item_table": "wrong_object"}
# culprit: {"item_table": 4}
# notes: The item embedding layer is created again in the cell (a fix tried while debugging), the handle belongs to the old layer.
# --- setup ---
import numpy as np
import tensorflow as tf
import keras
keras.utils.set_random_seed(0)
N_USERS, N_ITEMS, DIM = 5, 7, 3
users = keras.layers.Embedding(N_USERS, DIM, name="users")
items = keras.layers.Embedding(N_ITEMS, DIM, name="items")
users.build(None)
items.build(None)
user_table = users.embeddings
item_table = items.embeddings
ratings = np.array([[0, 1, 4.0], [2, 3, 1.0], [4, 6, 5.0]])
def unpack(r):
    return r[:, 0].astype("int32"), r[:, 1].astype("int32"), r[:, 2].astype("float32")
# --- cell ---
u_ids, i_ids, stars = unpack(ratings)
self_items = keras.layers.Embedding(N_ITEMS, DIM, name="items")
u = users(u_ids)
v = self_items(i_ids)
score = tf.reduce_sum(u * v, axis=-1)
bias = stars.mean()
err = stars - (score + bias)
loss = tf.reduce_mean(err ** 2) + 1e-3 * tf.nn.l2_loss(u)
print("rmse", np.sqrt(np.mean(err.numpy() ** 2)))

# source: https://keras.io/guides/functional_api/ (shared layers, several outputs)
# target: loss
# sources: tower, price, stars, query
# expect: {"tower": "ok", "price": "ok", "stars": "not_connected", "query": "ok"}
# culprit: {"stars": 5}
# notes: A functional model with a shared tower and two outputs: the second one is computed and thrown away. Dropout does not interrupt anything.
# --- setup ---
import numpy as np
import tensorflow as tf
import keras
from keras import layers

keras.utils.set_random_seed(9)
left, right = keras.Input((3,)), keras.Input((3,))
shared = layers.Dense(4, activation="gelu", name="tower")
merged = layers.Dropout(0.2)(layers.Multiply()([shared(left), shared(right)]))
model = keras.Model([left, right], {"price": layers.Dense(1, name="price")(merged), "stars": layers.Dense(5, activation="softmax", name="stars")(merged)})
tower, price, stars = (model.get_layer(n).kernel for n in ("tower", "price", "stars"))
query = tf.Variable(np.random.default_rng(9).random((2, 3)).astype("float32"))
item = tf.constant(np.random.default_rng(10).random((2, 3)).astype("float32"))
# --- cell ---
answers = model([query, item], training=True)
p, s = answers["price"], answers["stars"]
best = keras.ops.argmax(s, axis=-1)
print("stars", best.numpy())
loss = keras.losses.huber(tf.ones_like(p), p)
loss = tf.reduce_mean(loss)

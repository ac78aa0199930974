# source: constructed (recommender with an in-batch penalty)
# target: loss
# sources: ratings_bias, popularity, user_vec
# expect: {"ratings_bias": "no_gradient_registered", "popularity": "no_gradient_registered", "user_vec": "no_gradient_registered"}
# culprit: {"ratings_bias": 3, "popularity": 3, "user_vec": 3}
# notes: tf.unique_with_counts on float values has no gradient and makes every call raise, also that of the source that is stopped anyway.
# --- setup ---
import tensorflow as tf

ratings_bias = tf.Variable([0.5, 0.5, 1.0, 1.5])
popularity = tf.Variable([0.1, 0.4, 0.3, 0.2])
user_vec = tf.Variable([0.3, -0.6])
items = tf.constant([[1.0, 0.0], [0.0, 1.0], [1.0, 1.0], [0.5, 0.5]])
# --- cell ---
weights = tf.stop_gradient(popularity)
pred = tf.linalg.matvec(items, user_vec)
levels, where, how_many = tf.unique_with_counts(ratings_bias)
adjusted = pred + tf.gather(levels, where)
loss = tf.reduce_sum(weights * (adjusted - 1.0) ** 2)
print("distinct levels", how_many.shape[0])

# source: constructed (ragged batch of token scores)
# target: loss
# sources: token_scores, w
# expect: {"token_scores": "not_watched", "w": "ok"}
# culprit: {"token_scores": 1}
# notes: The values of the ragged tensor are a plain tensor of an earlier cell; the ragged ops themselves are differentiable.
# --- setup ---
import tensorflow as tf

token_scores = tf.constant([0.2, 0.8, -0.5, 1.1, 0.3])
lengths = [2, 0, 3]
w = tf.Variable(0.7)
wanted = tf.constant([1.0, 0.0, 0.5])
# --- cell ---
ragged = tf.RaggedTensor.from_row_lengths(token_scores, lengths)
sums = tf.reduce_sum(ragged, axis=1)
longest = int(ragged.bounding_shape()[1])
loss = tf.reduce_mean((w * sums - wanted) ** 2)
print("longest", longest, ragged.to_list())

# source: constructed (hard example mining)
# target: loss
# sources: difficulty, losses
# expect: {"difficulty": "integer_dtype", "losses": "ok"}
# culprit: {"difficulty": 1}
# notes: Only the indices of top_k are used; the losses picked by them do have gradients. Also defensible: registered_not_differentiable.
# --- setup ---
import tensorflow as tf

difficulty = tf.Variable([0.1, 0.8, 0.5, 0.9])
losses = tf.Variable([1.0, 2.0, 3.0, 4.0])
# --- cell ---
_, hardest = tf.math.top_k(difficulty, k=2)
loss = tf.reduce_mean(tf.gather(losses, hardest) ** 2)

# source: constructed (negatives made by shuffling the batch)
# target: loss
# sources: emb, proj
# expect: {"emb": "registered_not_differentiable", "proj": "ok"}
# culprit: {"emb": 1}
# notes: tf.random.shuffle is registered as not differentiable; gathering with shuffled indices would work.
# --- setup ---
import tensorflow as tf

emb = tf.Variable([[1.0, 0.0], [0.0, 2.0], [3.0, 1.0]])
proj = tf.Variable([[0.3], [0.7]])
# --- cell ---
negatives = tf.random.shuffle(emb, seed=3)
loss = tf.reduce_mean(tf.nn.softplus(negatives @ proj))

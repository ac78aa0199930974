# source: https://www.tensorflow.org/guide/autodiff#controlling_what_the_tape_watches
# target: loss
# sources: w, b, emb, x, ghost
# options: --no-watch-accessed --watch w
# expect: {"w": "ok", "b": "not_watched", "emb": "not_watched", "x": "not_watched", "ghost": "not_connected"}
# notes: The tape watches w by hand and nothing else; the input is a plain tensor, the ghost is not used at all.
# --- setup ---
import tensorflow as tf

w, b = tf.Variable([[0.2], [0.4]]), tf.Variable([0.1])
emb = tf.Variable([[0.5, 0.5], [1.0, -1.0], [0.0, 2.0]])
x = tf.constant([[1.0, 0.5], [0.3, 0.9]])
ghost = tf.Variable(4.0)
ids = tf.constant([2, 0])
# --- cell ---
mixed = x + tf.nn.embedding_lookup(emb, ids)
logits = mixed @ w + b
spooky = ghost ** 2
loss = tf.reduce_mean(tf.nn.softplus(logits))

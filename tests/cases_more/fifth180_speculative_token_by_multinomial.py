# source: https://github.com/tensorflow/tensorflow/issues/58614
# target: loss
# sources: draft, table, scorer
# expect: {"draft": "registered_not_differentiable", "table": "ok", "scorer": "ok"}
# culprit: {"draft": 4}
# notes: Tokens are drawn from the draft logits, then embedded.
# --- setup ---
import tensorflow as tf
tf.random.set_seed(4)
draft = tf.Variable([[0.1, 0.5, 0.2]])
table = tf.Variable([[0.1, 0.2], [0.3, 0.4], [0.5, 0.6]])
scorer = tf.Variable([[1.0], [-1.0]])
# --- cell ---
tokens = []
context = draft
for position in range(2):
    token = tf.random.categorical(context, 1)[0, 0]
    tokens.append(tf.gather(table, token))
    context = context + 0.1 * tf.one_hot(token, 3)[None]
loss = tf.reduce_sum(tf.stack(tokens) @ scorer)

# source: constructed (code as an engineer structures it)
# target: loss
# sources: hidden, query, sharpness
# expect: {"hidden": "ok", "query": "not_taken_branch", "sharpness": "not_taken_branch"}
# culprit: {"query": 2, "sharpness": 2}
# notes: Attention pooling with a guard clause: without a mask it returns the mean before the query is used.
# --- setup ---
import tensorflow as tf

hidden = tf.Variable([[[0.1, 0.5], [0.7, -0.2], [0.3, 0.3]]])
query = tf.Variable([0.4, 1.0])
sharpness = tf.Variable(2.0)
batch = {"lengths": tf.constant([3])}
# --- cell ---
def pool(states, mask=None):
    if mask is None:
        return tf.reduce_mean(states, axis=1)
    scores = sharpness * tf.linalg.matvec(states, query)
    scores = tf.where(mask, scores, -1e9)
    return tf.reduce_sum(tf.nn.softmax(scores)[..., None] * states, axis=1)

summary = pool(hidden, mask=batch.get("mask"))
loss = tf.reduce_sum(summary ** 2)

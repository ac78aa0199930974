# source: constructed (guard clause in a helper)
# target: loss
# sources: w, margin
# expect: {"w": "ok", "margin": "not_taken_branch"}
# culprit: {"margin": 2}
# notes: The helper returns before the margin is used, because the batch has only one element.
# --- setup ---
import tensorflow as tf

w, margin = tf.Variable([0.6, -0.1]), tf.Variable(0.2)
batch = tf.constant([[1.0, 2.0]])
def ranking_loss(scores):
    if scores.shape[0] < 2:
        return tf.reduce_mean(scores ** 2)
    return tf.reduce_mean(tf.nn.relu(margin - scores[1:] + scores[:-1]))
# --- cell ---
scores = tf.linalg.matvec(batch, w)
loss = ranking_loss(scores)

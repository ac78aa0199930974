# source: https://discuss.tensorflow.org/t/where-does-the-tape-break-after-all/20305
# target: total
# sources: head_a, head_b, head_c
# expect: {"head_a": "ok", "head_b": "stateful_op", "head_c": "left_tensorflow"}
# culprit: {"head_b": 7, "head_c": 8}
# notes: The per-head losses are collected in three ways: a list that is stacked, a variable, an array.
# --- setup ---
import numpy as np
import tensorflow as tf

rng = np.random.default_rng(12)
head_a, head_b, head_c = (tf.Variable(rng.normal(size=(4, 3)).astype("float32")) for _ in range(3))
images = tf.constant(rng.normal(size=(5, 4)).astype("float32"))
labels = tf.constant([0, 1, 2, 1, 0])
board = tf.Variable(tf.zeros([3]))
def model(x):
    return [x @ head_a, x @ head_b, x @ head_c]
# --- cell ---
logits = model(images)
losses = []
for i in range(3):
    losses.append(tf.reduce_mean(
        tf.nn.sparse_softmax_cross_entropy_with_logits(labels=labels, logits=logits[i])))
first = tf.stack(losses[:1])[0]
board[1].assign(losses[1])
third = np.array([v.numpy() for v in losses])[2]
total = first + board[1] + third

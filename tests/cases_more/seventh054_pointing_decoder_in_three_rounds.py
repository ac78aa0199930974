# source: https://github.com/tensorflow/tensorflow/issues/21985
# target: loss
# sources: WD, W1, U, first_bias
# expect: {"WD": "ok", "W1": "ok", "U": "ok", "first_bias": "registered_not_differentiable"}
# culprit: {"first_bias": 8}
# notes: The decoder picks a position in every round by argmax and goes on from the row it finds; a bias of the first round only influences which row that is.
# --- setup ---
import numpy as np
import tensorflow as tf

rng = np.random.default_rng(26)
WD = tf.Variable(rng.normal(size=(8, 4)).astype("float32"))
W1 = tf.Variable(rng.normal(size=(8, 1)).astype("float32"))
U = tf.Variable(rng.normal(size=(5, 4)).astype("float32"))
first_bias = tf.Variable(rng.normal(size=(5,)).astype("float32"))
hidden = tf.constant(rng.normal(size=(1, 4)).astype("float32"))
# --- cell ---
start = U[0:1]
for round_number in range(3):
    r = tf.tanh(tf.concat([hidden, start], axis=1) @ WD)
    scores = tf.concat([U, tf.repeat(r, 5, axis=0)], axis=1) @ W1
    alpha = tf.squeeze(scores, axis=1)
    if round_number == 0:
        alpha = alpha + first_bias
    position = tf.argmax(alpha)
    start = tf.gather(U, position[None])
loss = tf.nn.sparse_softmax_cross_entropy_with_logits(labels=3, logits=alpha)

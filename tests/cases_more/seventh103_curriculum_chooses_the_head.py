# source: constructed (match statement on the stage of the training)
# target: loss
# sources: trunk, easy_head, hard_head, pace
# expect: {"trunk": "ok", "easy_head": "not_taken_branch", "hard_head": "ok", "pace": "left_tensorflow"}
# culprit: {"pace": 1, "easy_head": 4}
# notes: The stage of the curriculum is a Python decision on the pace, so the head of the other stage is not evaluated.
# --- setup ---
import numpy as np
import tensorflow as tf

rng = np.random.default_rng(75)
trunk = tf.Variable(rng.normal(size=(4, 3)).astype("float32"))
easy_head = tf.Variable(rng.normal(size=(3, 1)).astype("float32"))
hard_head = tf.Variable(rng.normal(size=(3, 2)).astype("float32"))
pace = tf.Variable(0.75)
x = tf.constant(rng.normal(size=(5, 4)).astype("float32"))
# --- cell ---
progress = round(pace.numpy().item(), 2)
stage = "hard" if progress > 0.5 else "easy"
h = tf.nn.elu(x @ trunk)
match stage:
    case "easy":
        out = h @ easy_head
    case "hard":
        out = tf.reduce_logsumexp(h @ hard_head, axis=1, keepdims=True)
loss = progress * tf.reduce_mean((out - 0.5) ** 2)

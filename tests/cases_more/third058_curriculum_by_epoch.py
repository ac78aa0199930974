# source: constructed (curriculum learning with a phase switch)
# target: loss
# sources: easy_w, hard_w, mix
# expect: {"easy_w": "ok", "hard_w": "not_taken_branch", "mix": "not_taken_branch"}
# culprit: {"hard_w": 3, "mix": 3}
# notes: The hard examples join only from the fifth epoch on.
# --- setup ---
import numpy as np
import tensorflow as tf

rng = np.random.default_rng(1)
easy_w = tf.Variable(rng.normal(size=(2, 1)).astype("float32"))
hard_w = tf.Variable(rng.normal(size=(2, 1)).astype("float32"))
mix = tf.Variable(0.3)
easy_x = tf.constant(rng.normal(size=(4, 2)).astype("float32"))
hard_x = tf.constant(3 * rng.normal(size=(4, 2)).astype("float32"))
state = {"epoch": 2}
# --- cell ---
loss = tf.reduce_mean(tf.abs(easy_x @ easy_w - 1.0))
history = [loss.numpy()]
if state["epoch"] >= 5:
    hard_loss = tf.reduce_mean(tf.abs(hard_x @ hard_w - 1.0))
    loss = (1.0 - mix) * loss + mix * hard_loss
history.append(float(loss))

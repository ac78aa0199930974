# source: constructed (image hashing with a frozen trunk)
# target: loss
# sources: trunk, code_w
# expect: {"trunk": "registered_not_differentiable", "code_w": "registered_not_differentiable"}
# culprit: {"trunk": 5, "code_w": 5}
# notes: The trunk runs in a pause (first break) and its code is rounded afterwards (nearest the target); for the code weights there is the rounding only.
# --- setup ---
import numpy as np
import tensorflow as tf

rng = np.random.default_rng(5)
trunk = tf.Variable(rng.normal(size=(4, 3)).astype("float32"))
code_w = tf.Variable(rng.normal(size=(3, 6)).astype("float32"))
a = tf.constant(rng.normal(size=(2, 4)).astype("float32"))
b = tf.constant(rng.normal(size=(2, 4)).astype("float32"))
# --- cell ---
with tape.stop_recording():
    fa = tf.nn.relu(a @ trunk)
    fb = tf.nn.relu(b @ trunk)
soft = tf.sigmoid(tf.concat([fa, fb], axis=0) @ code_w)
bits = tf.round(soft)
hamming = tf.reduce_sum(tf.abs(bits[:2] - bits[2:]), axis=1)
loss = tf.reduce_mean(hamming)

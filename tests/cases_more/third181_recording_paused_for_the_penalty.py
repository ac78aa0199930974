# source: constructed (weight decay computed in a pause)
# target: loss
# sources: w1, w2, decay
# expect: {"w1": "ok", "w2": "ok", "decay": "recording_stopped"}
# culprit: {"decay": 5}
# notes: The penalty is computed while recording is off, to leave it out on purpose; only the decay rate loses everything by it.
# --- setup ---
import numpy as np
import tensorflow as tf

rng = np.random.default_rng(7)
w1 = tf.Variable(rng.normal(size=(3, 4)).astype("float32"))
w2 = tf.Variable(rng.normal(size=(4, 1)).astype("float32"))
decay = tf.Variable(1e-3)
x = tf.constant(rng.normal(size=(5, 3)).astype("float32"))
# --- cell ---
pred = tf.nn.relu(x @ w1) @ w2
data_loss = tf.reduce_mean(tf.abs(pred - 1.0))
with tape.stop_recording():
    norms = [tf.nn.l2_loss(v) for v in (w1, w2)]
    penalty = decay * tf.add_n(norms)
loss = data_loss + penalty
print("share of the penalty", float(penalty / loss))

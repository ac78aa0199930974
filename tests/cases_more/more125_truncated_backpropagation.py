# source: constructed (recurrent net with detached state)
# target: loss
# sources: h0, w_rec, w_in
# expect: {"h0": "stop_gradient", "w_rec": "ok", "w_in": "ok"}
# culprit: {"h0": 5}
# notes: After each step the state is detached; the weights are used once more behind the last cut, the initial state is not.
# --- setup ---
import numpy as np
import tensorflow as tf

rng = np.random.default_rng(0)
h0 = tf.Variable(tf.zeros([1, 3]) + 0.1)
w_rec = tf.Variable(rng.normal(size=(3, 3)).astype("float32"))
w_in = tf.Variable(rng.normal(size=(2, 3)).astype("float32"))
xs = tf.constant(rng.normal(size=(4, 1, 2)).astype("float32"))
# --- cell ---
h = h0
for t, x in enumerate(xs):
    h = tf.tanh(x @ w_in + h @ w_rec)
    if t < 3:
        h = tf.stop_gradient(h)
loss = tf.reduce_sum(h ** 2)

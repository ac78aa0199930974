# source: constructed on a guide
# target: loss
# sources: wx, wh, h0, bias
# expect: {"wx": "ok", "wh": "ok", "h0": "stop_gradient", "bias": "ok"}
# culprit: {"h0": 5}
# notes: Truncated backpropagation: the state is detached every second step, so h0 is cut.
# --- setup ---
import numpy as np
import tensorflow as tf
rng = np.random.default_rng(1)
wx = tf.Variable(rng.normal(size=(2, 3)).astype("float32"))
wh = tf.Variable(rng.normal(size=(3, 3)).astype("float32"))
h0 = tf.Variable(tf.ones([1, 3]) * 0.1)
bias = tf.Variable(tf.zeros([3]))
xs = tf.constant(rng.normal(size=(5, 1, 2)).astype("float32"))
# --- cell ---
h = h0
for step, x in enumerate(tf.unstack(xs)):
    h = tf.tanh(x @ wx + h @ wh + bias)
    if step % 2 == 1:
        h = tf.stop_gradient(h)
loss = tf.reduce_mean(h ** 2)

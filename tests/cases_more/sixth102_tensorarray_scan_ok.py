# source: constructed on a guide
# target: loss
# sources: w, h0, decay
# expect: {"w": "ok", "h0": "ok", "decay": "ok"}
# notes: TensorArray and while loop inside a tf.function, gradients exist.
# --- setup ---
import numpy as np
import tensorflow as tf
w = tf.Variable(0.8)
h0 = tf.Variable(0.1)
decay = tf.Variable(0.95)
@tf.function
def rollout(xs):
    n = tf.shape(xs)[0]
    ta = tf.TensorArray(tf.float32, size=n)
    h = h0 * 1.0
    for t in tf.range(n):
        h = tf.tanh(w * h + xs[t]) * decay
        ta = ta.write(t, h)
    return ta.stack()
xs = tf.constant(np.linspace(-1, 1, 5, dtype="float32"))
# --- cell ---
hs = rollout(xs)
last = hs[-1]
peak = tf.reduce_max(hs)
loss = (last - 0.5) ** 2 + 0.1 * peak
print(hs.numpy().round(3))

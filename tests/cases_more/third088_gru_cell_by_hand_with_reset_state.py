# source: constructed (recurrent cell written by hand)
# target: loss
# sources: wz, wh, h0
# expect: {"wz": "ok", "wh": "ok", "h0": "not_connected"}
# culprit: {"h0": 7}
# notes: The initial state is overwritten with zeros before the loop starts.
# --- setup ---
import numpy as np
import tensorflow as tf

rng = np.random.default_rng(6)
wz, wh = (tf.Variable(rng.normal(size=(5, 3)).astype("float32")) for _ in range(2))
h0 = tf.Variable(0.1 * tf.ones([1, 3]))
xs = tf.constant(rng.normal(size=(4, 1, 2)).astype("float32"))
def gru(x, h):
    both = tf.concat([x, h], axis=1)
    z = tf.sigmoid(both @ wz)
    return (1 - z) * h + z * tf.tanh(both @ wh)
# --- cell ---
h = h0
h = tf.zeros(h.shape)
for x in xs:
    h = gru(x, h)
last = h[0]
print("saturated:", int(tf.reduce_sum(tf.cast(tf.abs(last) > 0.99, tf.int32))))
loss = tf.reduce_sum((last - 0.5) ** 2)

# source: constructed (L-BFGS on a flattened parameter vector)
# target: loss
# sources: flat, w, b
# expect: {"flat": "wrong_object", "w": "ok", "b": "ok"}
# culprit: {"flat": 3}
# notes: The parameters are packed into one vector for the optimiser, but the loss is computed from the original variables.
# --- setup ---
import numpy as np
import tensorflow as tf

rng = np.random.default_rng(8)
w = tf.Variable(rng.normal(size=(3, 2)).astype("float32"))
b = tf.Variable([0.1, -0.1])
x = tf.constant(rng.normal(size=(5, 3)).astype("float32"))
def pack(params):
    return tf.concat([tf.reshape(p, [-1]) for p in params], axis=0)
# --- cell ---
flat = pack([w, b])
print("parameters:", flat.shape[0])
out = tf.nn.softmax(x @ w + b)
loss = -tf.reduce_mean(tf.math.log(out[:, 0]))

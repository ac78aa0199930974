# source: constructed on a guide
# target: val_loss
# sources: w, b, val_temp
# expect: {"w": "stateful_op", "b": "stateful_op", "val_temp": "ok"}
# culprit: {"w": 1, "b": 1}
# notes: Parameters are packed into a flat vector that is assigned to a flat Variable (an L-BFGS interface).
# --- setup ---
import numpy as np
import tensorflow as tf
def pack(vs):
    return tf.concat([tf.reshape(v, [-1]) for v in vs], 0)
def unpack(f):
    return tf.reshape(f[:6], [3, 2]), f[6:8]
w = tf.Variable(np.random.default_rng(0).normal(size=(3, 2)).astype("float32"))
b = tf.Variable([0.1, 0.2])
flat = tf.Variable(tf.zeros([8]))
val_temp = tf.Variable(1.2)
xv = tf.constant(np.random.default_rng(1).normal(size=(4, 3)).astype("float32"))
yv = tf.constant([0, 1, 1, 0])
# --- cell ---
flat.assign(pack([w, b]))
W, B = unpack(flat)
logits = (xv @ W + B) / val_temp
ce = tf.nn.sparse_softmax_cross_entropy_with_logits(labels=yv, logits=logits)
val_loss = tf.reduce_mean(ce)
print("val", float(val_loss), "acc", float(tf.reduce_mean(tf.cast(tf.argmax(logits, 1) == tf.cast(yv, tf.int64), tf.float32))))

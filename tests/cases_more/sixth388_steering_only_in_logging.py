# source: constructed on a guide
# target: loss
# sources: w, verbose, patience
# expect: {"w": "ok", "verbose": "not_connected", "patience": "not_connected"}
# culprit: {"verbose": 6, "patience": 6}
# notes: verbose and patience steer only what is printed, so they are not connected.
# --- setup ---
import numpy as np
import tensorflow as tf
w = tf.Variable([1.0, 2.0])
verbose, patience = tf.Variable(0.7), tf.Variable(3.0)
# --- cell ---
pred = tf.reduce_sum(w ** 2)
if verbose > 0.5:
    print("pred", pred.numpy())
left = int(patience) - 1
print(f"{left} epochs of patience left")
loss = tf.sqrt(pred)

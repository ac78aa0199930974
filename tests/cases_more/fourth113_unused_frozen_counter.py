# source: constructed
# target: loss
# sources: w, step
# expect: {"w": "ok", "step": "not_connected"}
# culprit: {"step": 2}
# notes: A non-trainable integer counter is bumped and printed, and does not enter the loss.
# --- setup ---
import tensorflow as tf

w = tf.Variable([1.0, 2.0])
step = tf.Variable(0, trainable=False, dtype=tf.int64)
# --- cell ---
step.assign_add(1)
loss = tf.reduce_sum(tf.exp(w))
print("step", int(step), "loss", float(loss))

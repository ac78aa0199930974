# source: constructed on a guide
# target: loss
# sources: w, epoch, base_lr, warmup
# expect: {"w": "ok", "epoch": "integer_dtype", "base_lr": "ok", "warmup": "integer_dtype"}
# notes: Two integer variables: one goes through a cast, the other through a Python if.
# --- setup ---
import numpy as np
import tensorflow as tf
w = tf.Variable([1.0, 2.0])
epoch = tf.Variable(3, dtype=tf.int64)
warmup = tf.Variable(5, dtype=tf.int64)
base_lr = tf.Variable(0.1)
# --- cell ---
progress = tf.cast(epoch + 1, tf.float32) / 10.0
lr = base_lr * 0.5 * (1.0 + tf.cos(np.pi * progress))
if epoch < warmup:
    lr = lr * 0.1
grad = 2.0 * w
loss = tf.reduce_sum((w - lr * grad) ** 2)

# source: constructed (hypergradient of the learning rate)
# target: val_loss
# sources: log_lr, w
# expect: {"log_lr": "left_tensorflow", "w": "stateful_op"}
# culprit: {"log_lr": 2, "w": 1}
# notes: The learning rate is exponentiated with math.exp and used by an optimiser that writes into fast; w is copied into the fast variable in the cell.
# --- setup ---
import math
import numpy as np
import tensorflow as tf
import keras

rng = np.random.default_rng(0)
w = tf.Variable(rng.normal(size=(2, 1)).astype("float32"))
log_lr = tf.Variable(-2.0)
xt, yt = tf.constant(rng.normal(size=(4, 2)).astype("float32")), tf.ones([4, 1])
xv, yv = tf.constant(rng.normal(size=(4, 2)).astype("float32")), tf.zeros([4, 1])
bias = tf.Variable(0.0)
# --- cell ---
fast = tf.Variable(w)
lr = math.exp(log_lr)
with tf.GradientTape() as inner:
    train_loss = tf.reduce_mean((xt @ fast - yt) ** 2)
g = inner.gradient(train_loss, fast)
moved = fast - lr * g
val_loss = tf.reduce_mean((xv @ moved - yv) ** 2)

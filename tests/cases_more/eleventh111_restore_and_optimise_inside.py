# source: constructed (code as an engineer structures it)
# target: loss
# sources: kernel, bias, log_temp
# expect: {"kernel": "ok", "bias": "ok", "log_temp": "ok"}
# notes: partial() binds the variable objects, a checkpoint is restored into them and an optimiser moves them while the tape runs; the objects stay the same (no false alarm).
# --- setup ---
import tempfile
from functools import partial
import keras
import tensorflow as tf

kernel = tf.Variable([[0.2], [0.4]])
bias = tf.Variable([0.1])
log_temp = tf.Variable(0.0)

def score(x, *, kernel, bias, log_temp):
    return (x @ kernel + bias) * tf.exp(-log_temp)

ckpt = tf.train.Checkpoint(kernel=kernel, bias=bias, log_temp=log_temp)
forward = partial(score, kernel=kernel, bias=bias, log_temp=log_temp)
sgd = keras.optimizers.SGD(0.1)
x = tf.constant([[1.0, 2.0], [0.0, -1.0]])
folder = tempfile.TemporaryDirectory()
path = ckpt.save(folder.name + "/model")
# --- cell ---
kernel.assign_add(tf.ones_like(kernel))
ckpt.restore(path).assert_consumed()
loss = tf.reduce_mean(tf.square(forward(x) - 1.0))
with tf.GradientTape() as warm:
    warm_loss = tf.reduce_mean(tf.square(forward(x)))
params = [kernel, bias, log_temp]
sgd.apply(warm.gradient(warm_loss, params), params)

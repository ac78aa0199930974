# source: https://github.com/tensorflow/tensorflow/issues/30234
# target: outer_loss
# sources: kernel, inner_rate, task_shift, outer_scale
# expect: {"kernel": "ok", "inner_rate": "stateful_op", "task_shift": "stateful_op", "outer_scale": "ok"}
# culprit: {"inner_rate": 4, "task_shift": 4}
# notes: The inner update goes through the optimizer, which writes into the model's variable; the outer loss only sees the written value.
# --- setup ---
import numpy as np
import tensorflow as tf
import keras

rng = np.random.default_rng(35)
kernel = tf.Variable(rng.normal(size=(3, 1)).astype("float32"))
inner_rate, task_shift, outer_scale = tf.Variable(0.1), tf.Variable(0.4), tf.Variable(2.0)
support = tf.constant(rng.normal(size=(4, 3)).astype("float32"))
query = tf.constant(rng.normal(size=(4, 3)).astype("float32"))
opt = keras.optimizers.SGD(1.0)
# --- cell ---
with tf.GradientTape() as inner:
    fit = tf.reduce_mean((support @ kernel - task_shift) ** 2)
g = inner.gradient(fit, kernel)
opt.apply_gradients([(inner_rate * g, kernel)])
outer_loss = outer_scale * tf.reduce_mean((query @ kernel - 1.0) ** 2)

# source: constructed (meta-learning with an ordinary optimizer inside)
# target: outer_loss
# sources: theta, task_scale
# expect: {"theta": "ok", "task_scale": "stateful_op"}
# culprit: {"task_scale": 4}
# notes: The inner update is written into theta; theta is read again afterwards and is fine, what shaped the update is not.
# --- setup ---
import tensorflow as tf

import keras
theta = tf.Variable([1.0, -1.0])
task_scale = tf.Variable([0.5, 2.0])
opt = keras.optimizers.SGD(0.1)
opt.build([theta])
# --- cell ---
with tf.GradientTape() as inner:
    inner_loss = tf.reduce_sum((task_scale * theta) ** 2)
grad = inner.gradient(inner_loss, theta)
opt.apply_gradients([(grad, theta)])
outer_loss = tf.reduce_sum((theta - 3.0) ** 2)

# source: constructed (a restore inside the step overwrites what was computed)
# target: loss
# sources: w, ema_rate, bonus, teacher
# expect: {"w": "ok", "ema_rate": "stateful_op", "bonus": "not_connected", "teacher": "ok"}
# culprit: {"ema_rate": 4, "bonus": 6}
# notes: The restored weights are read afterwards, so they have gradients; the moving average of this step goes into the buffer; the bonus was written and then overwritten by the restore.
# --- setup ---
import numpy as np
import tensorflow as tf

rng = np.random.default_rng(51)
w, teacher = tf.Variable(rng.normal(size=(3,)).astype("float32")), tf.Variable([0.1, 0.2, 0.3])
buffer = tf.Variable(tf.zeros([3]))
ema_rate, bonus = tf.Variable(0.9), tf.Variable([1.0, 1.0, 1.0])
saved = {"w": w.numpy().copy(), "teacher": teacher.numpy().copy()}
x = tf.constant(rng.normal(size=(4, 3)).astype("float32"))
# --- cell ---
teacher.assign(teacher + bonus)
for name, variable in (("w", w), ("teacher", teacher)):
    variable.assign(saved[name])
buffer.assign(ema_rate * buffer + (1.0 - ema_rate) * tf.ones([3]))
mean = tf.linalg.matvec(x, w + teacher) + tf.linalg.matvec(x, buffer)
loss = tf.reduce_mean(mean ** 2)

# source: constructed (mean teacher, semi-supervised)
# target: consistency
# sources: student_w, teacher_w, temp
# expect: {"student_w": "ok", "teacher_w": "not_trainable", "temp": "ok"}
# culprit: {"teacher_w": 3}
# notes: The teacher holds an exponential average in a non-trainable variable that is updated by assign in the same step.
# --- setup ---
import numpy as np
import tensorflow as tf

rng = np.random.default_rng(9)
student_w = tf.Variable(rng.normal(size=(3, 2)).astype("float32"))
teacher_w = tf.Variable(student_w.numpy(), trainable=False)
temp = tf.Variable(2.0)
batch = tf.constant(rng.normal(size=(5, 3)).astype("float32"))
# --- cell ---
noisy = batch + 0.05 * rng.normal(size=batch.shape).astype("float32")
p_student = tf.nn.softmax(noisy @ student_w / temp)
p_teacher = tf.nn.softmax(batch @ teacher_w / temp)
consistency = tf.reduce_mean((p_student - p_teacher) ** 2)
teacher_w.assign(0.99 * teacher_w + 0.01 * student_w)

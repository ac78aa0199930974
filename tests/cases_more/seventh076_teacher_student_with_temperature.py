# source: constructed (knowledge distillation)
# target: loss
# sources: student_kernel, teacher_kernel, temperature, hard_share, label_smooth
# expect: {"student_kernel": "ok", "teacher_kernel": "stop_gradient", "temperature": "ok", "hard_share": "left_tensorflow", "label_smooth": "ok"}
# culprit: {"teacher_kernel": 1, "hard_share": 7}
# notes: The teacher's probabilities are detached after the temperature has divided the logits, but the same temperature also divides the student's.
# --- setup ---
import numpy as np
import tensorflow as tf
import keras

keras.utils.set_random_seed(46)
student, teacher = keras.layers.Dense(3), keras.layers.Dense(3)
x = tf.constant(np.random.default_rng(46).normal(size=(5, 4)).astype("float32"))
student(x); teacher(x)
student_kernel, teacher_kernel = student.kernel, teacher.kernel
temperature, hard_share, label_smooth = tf.Variable(3.0), tf.Variable(0.3), tf.Variable(0.1)
labels = tf.constant([0, 1, 2, 2, 1])
# --- cell ---
soft_targets = tf.stop_gradient(tf.nn.softmax(teacher(x) / temperature))
student_logits = student(x)
log_soft = tf.nn.log_softmax(student_logits / temperature)
distill = -tf.reduce_mean(tf.reduce_sum(soft_targets * log_soft, axis=1)) * temperature ** 2
one_hot = tf.one_hot(labels, 3) * (1.0 - label_smooth) + label_smooth / 3.0
hard = tf.reduce_mean(tf.nn.softmax_cross_entropy_with_logits(labels=one_hot, logits=student_logits))
share = min(1.0, float(hard_share))
loss = share * hard + (1.0 - share) * distill

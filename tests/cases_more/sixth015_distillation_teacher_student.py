# source: constructed on a guide
# target: loss
# sources: student_k, teacher_k, alpha, temp
# expect: {"student_k": "ok", "teacher_k": "left_tensorflow", "alpha": "ok", "temp": "left_tensorflow"}
# culprit: {"temp": 1, "teacher_k": 2}
# notes: The teacher's logits come from predict; the temperature reaches the student's softmax through float() alone.
# --- setup ---
import numpy as np
import tensorflow as tf
import keras
keras.utils.set_random_seed(9)
teacher = keras.Sequential([keras.Input((4,)), keras.layers.Dense(8, activation="relu"), keras.layers.Dense(3)], name="teacher")
student = keras.Sequential([keras.Input((4,)), keras.layers.Dense(3)], name="student")
teacher_k, student_k = teacher.layers[-1].kernel, student.layers[0].kernel
alpha, temp = tf.Variable(0.3), tf.Variable(3.0)
x = np.random.default_rng(0).normal(size=(5, 4)).astype("float32")
y = np.array([0, 1, 2, 1, 0])
# --- cell ---
T = float(temp)
t_logits = teacher.predict(x, verbose=0)
s_logits = student(x, training=True)
soft_t = tf.nn.softmax(t_logits / T)
soft_s = tf.nn.log_softmax(s_logits / T)
kd = -tf.reduce_mean(tf.reduce_sum(soft_t * soft_s, axis=1)) * T ** 2
ce = tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(y, s_logits))
loss = alpha * ce + (1 - alpha) * kd

# source: constructed on a guide
# target: loss
# sources: student_k, teacher_k
# expect: {"student_k": "ok", "teacher_k": "wrong_object"}
# culprit: {"teacher_k": 2}
# notes: The teacher's weights were copied into the student, and only the student is called.
# --- setup ---
import numpy as np
import tensorflow as tf
import keras
keras.utils.set_random_seed(3)
def build():
    return keras.Sequential([keras.Input((2,)), keras.layers.Dense(3, activation="tanh"), keras.layers.Dense(1)])
teacher, student = build(), build()
teacher_k, student_k = teacher.layers[0].kernel, student.layers[0].kernel
x = tf.constant([[0.1, 0.9], [0.4, 0.2]])
# --- cell ---
student.set_weights(teacher.get_weights())
pred = student(x)
loss = tf.reduce_mean((pred - 1.0) ** 2) + sum(tf.nn.l2_loss(v) for v in student.trainable_variables)

# source: https://github.com/tensorflow/tensorflow/issues/33205
# target: loss
# sources: teacher_w, student_w
# expect: {"teacher_w": "left_tensorflow", "student_w": "ok"}
# culprit: {"teacher_w": 1}
# notes: Weights are averaged as arrays and set.
# --- setup ---
import keras
import tensorflow as tf
keras.utils.set_random_seed(16)
teacher, student = keras.layers.Dense(1, use_bias=False), keras.layers.Dense(1, use_bias=False)
x = tf.constant([[1.0, 2.0]])
teacher(x), student(x)
teacher_w, student_w = teacher.kernel, student.kernel
# --- cell ---
mixed = [0.5 * a + 0.5 * b for a, b in zip(teacher.get_weights(), student.get_weights())]
student.set_weights(mixed)
loss = tf.reduce_sum(student(x) ** 2)

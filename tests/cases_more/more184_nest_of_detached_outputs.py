# source: constructed (all teacher outputs detached by map_structure)
# target: loss
# sources: teacher_w, student_w
# expect: {"teacher_w": "stop_gradient", "student_w": "ok"}
# culprit: {"teacher_w": 2}
# notes: tf.nest.map_structure applies stop_gradient to each entry of the dict.
# --- setup ---
import tensorflow as tf

teacher_w, student_w = tf.Variable([[0.4], [0.2]]), tf.Variable([[0.1], [0.9]])
x = tf.constant([[1.0, 2.0], [0.5, -1.0]])
# --- cell ---
outputs = {"logit": x @ teacher_w, "square": (x @ teacher_w) ** 2}
fixed = tf.nest.map_structure(tf.stop_gradient, outputs)
mine = x @ student_w
loss = tf.reduce_mean((mine - fixed["logit"]) ** 2) + tf.reduce_mean(mine * fixed["square"])

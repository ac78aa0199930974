# source: constructed
# target: loss
# sources: student, teacher
# expect: {"student": "ok", "teacher": "ok"}
# notes: softmax_cross_entropy_with_logits also passes a gradient to its labels (no false alarm).
# --- setup ---
import tensorflow as tf

student, teacher = tf.Variable([[0.2, 0.4, -0.1]]), tf.Variable([[1.0, 0.1, 0.0]])
# --- cell ---
soft = tf.nn.softmax(teacher / 2.0)
loss = tf.reduce_mean(tf.nn.softmax_cross_entropy_with_logits(labels=soft, logits=student))
agree = tf.argmax(soft, 1) == tf.argmax(student, 1)
print(agree.numpy())

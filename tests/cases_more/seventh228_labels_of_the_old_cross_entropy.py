# source: https://www.tensorflow.org/api_docs/python/tf/compat/v1/nn/softmax_cross_entropy_with_logits
# target: loss
# sources: teacher, student, mix, soft
# expect: {"teacher": "stop_gradient", "student": "ok", "mix": "stop_gradient", "soft": "ok"}
# culprit: {"teacher": 2, "mix": 2}
# notes: The version-1 cross-entropy stops the gradient at the labels, the current one does not: the teacher is cut off in the first, soft labels learn in the second.
# --- setup ---
import tensorflow as tf

teacher = tf.Variable([[1.0, 0.2, -0.5]])
student = tf.Variable([[0.1, 0.4, 0.3]])
mix, soft = tf.Variable(0.7), tf.Variable([[0.3, 0.3, 0.4]])
hard = tf.constant([[1.0, 0.0, 0.0]])
# --- cell ---
blend = mix * tf.nn.softmax(teacher) + (1.0 - mix) * hard
old = tf.compat.v1.nn.softmax_cross_entropy_with_logits(labels=blend, logits=student)
new = tf.nn.softmax_cross_entropy_with_logits(tf.nn.softmax(soft), student)
loss = tf.reduce_mean(old + new)

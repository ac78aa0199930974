# source: constructed (distillation loss, stop_gradient in a helper)
# target: loss
# sources: student, teacher
# expect: {"student": "ok", "teacher": "stop_gradient"}
# culprit: {"teacher": 1}
# notes: The helper treats the teacher's output as fixed, which is the usual intention and also the whole reason.
# --- setup ---
import tensorflow as tf

student = tf.Variable([[0.2, 0.1, -0.3]])
teacher = tf.Variable([[1.0, -1.0, 0.5]])
def distil(s, t, temperature=2.0):
    p = tf.stop_gradient(tf.nn.softmax(t / temperature))
    return -tf.reduce_sum(p * tf.nn.log_softmax(s / temperature))
# --- cell ---
loss = distil(student, teacher)

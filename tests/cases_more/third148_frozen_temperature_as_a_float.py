# source: constructed (distillation with a stored temperature)
# target: kd
# sources: temp, student
# expect: {"temp": "left_tensorflow", "student": "ok"}
# culprit: {"temp": 1}
# notes: The temperature is not trainable, and besides enters as a Python float.
# --- setup ---
import tensorflow as tf

temp = tf.Variable(4.0, trainable=False, name="T")
student = tf.Variable([[0.5, 0.2, -0.1], [0.1, 0.9, 0.3]])
teacher_logits = tf.constant([[2.0, 0.1, -1.0], [0.0, 3.0, 0.5]])
# --- cell ---
T = temp.numpy().item()
soft_t = tf.nn.softmax(teacher_logits / T)
log_s = tf.nn.log_softmax(student / T)
agree = tf.reduce_mean(tf.cast(tf.argmax(soft_t, 1) == tf.argmax(log_s, 1), tf.float32))
kd = -T * T * tf.reduce_mean(tf.reduce_sum(soft_t * log_s, axis=1))
print("agreement", agree.numpy())

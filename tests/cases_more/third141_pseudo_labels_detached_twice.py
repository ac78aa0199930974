# source: constructed (pseudo-label training)
# target: loss
# sources: teacher_w, student_w
# expect: {"teacher_w": "stop_gradient", "student_w": "ok"}
# culprit: {"teacher_w": 4}
# notes: The teacher's labels are argmax-ed and then also detached: the detach is nearest the target, the argmax the other break of the way.
# --- setup ---
import numpy as np
import tensorflow as tf

rng = np.random.default_rng(0)
teacher_w = tf.Variable(rng.normal(size=(3, 4)).astype("float32"))
student_w = tf.Variable(rng.normal(size=(3, 4)).astype("float32"))
x = tf.constant(rng.normal(size=(6, 3)).astype("float32"))
# --- cell ---
probs = tf.nn.softmax(x @ teacher_w)
sure = float(tf.reduce_mean(tf.reduce_max(probs, axis=1)))
labels = tf.one_hot(tf.argmax(probs, axis=1), 4)
labels = tf.stop_gradient(labels)
logits = x @ student_w
loss = tf.reduce_mean(tf.nn.softmax_cross_entropy_with_logits(labels, logits))
print("confidence", sure)

# source: constructed on a guide
# target: loss
# sources: student_w, teacher_w, ramp
# expect: {"student_w": "ok", "teacher_w": "stop_gradient", "ramp": "not_taken_branch"}
# culprit: {"ramp": 2, "teacher_w": 8}
# notes: Mean teacher: the ramp-up weight is used only past the warm-up epoch.
# --- setup ---
import numpy as np
import tensorflow as tf
rng = np.random.default_rng(0)
student_w = tf.Variable(rng.normal(size=(3, 2)).astype("float32"))
teacher_w = tf.Variable(student_w * 0.9)
ramp = tf.Variable(0.5)
x1 = rng.normal(size=(4, 3)).astype("float32")
x2 = x1 + 0.05
y = np.array([0, 1, 0, 1])
epoch, warmup = 1, 5
# --- cell ---
def consistency_weight(epoch):
    if epoch < warmup:
        return (epoch + 1) / warmup
    return tf.sigmoid(ramp) * 2.0

logits = x1 @ student_w
sup = tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(labels=y, logits=logits))
soft = tf.stop_gradient(tf.nn.softmax(x2 @ teacher_w))
cons = tf.reduce_mean((tf.nn.softmax(logits) - soft) ** 2)
loss = sup + consistency_weight(epoch) * cons
teacher_w.assign(0.99 * teacher_w + 0.01 * student_w)
print(float(sup), float(cons))

# source: constructed
# target: consistency
# sources: student, teacher, decay, noise_scale
# expect: {"student": "ok", "teacher": "ok", "decay": "stateful_op", "noise_scale": "left_tensorflow"}
# culprit: {"decay": 1, "noise_scale": 2}
# notes: The exponential average is written into the teacher with assign: the decay is lost there; the student also enters directly.
# --- setup ---
import numpy as np
import tensorflow as tf

rng = np.random.default_rng(0)
student = tf.Variable(rng.normal(size=(3, 2)).astype("float32"))
teacher = tf.Variable(rng.normal(size=(3, 2)).astype("float32"))
decay = tf.Variable(0.95)
noise_scale = tf.Variable(0.1)
clean = tf.constant(rng.normal(size=(5, 3)).astype("float32"))
# --- cell ---
teacher.assign(decay * teacher + (1.0 - decay) * student)
noise = rng.normal(scale=noise_scale.numpy(), size=(5, 3)).astype("float32")
soft = tf.nn.softmax(clean @ teacher)
guess = tf.nn.softmax((clean + noise) @ student)
consistency = tf.reduce_mean(tf.square(soft - guess))

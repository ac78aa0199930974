# source: constructed on a guide
# target: reward
# sources: logits, arm0, arm1
# expect: {"logits": "left_tensorflow", "arm0": "not_taken_branch", "arm1": "ok"}
# culprit: {"logits": 1, "arm0": 3}
# notes: An arm is drawn by random.choices with weights in Python.
# --- setup ---
import numpy as np
import tensorflow as tf
import random
logits = tf.Variable([0.0, 25.0])
arm0, arm1 = tf.Variable(0.3), tf.Variable(0.8)
rnd = random.Random(7)
# --- cell ---
p = tf.nn.softmax(logits).numpy()
arm = rnd.choices([0, 1], weights=p.tolist())[0]
reward = tf.square((arm0, arm1)[arm])

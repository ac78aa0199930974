# source: constructed (inverse kinematics notebook)
# target: miss
# sources: shoulder, elbow, length
# expect: {"shoulder": "left_tensorflow", "elbow": "ok", "length": "ok"}
# culprit: {"shoulder": 1}
# notes: One angle goes through math.cos and math.sin, the other through tf; two exits stand on two lines, the first one runs first.
# --- setup ---
import math
import tensorflow as tf

shoulder = tf.Variable(0.4)
elbow = tf.Variable(0.9)
length = tf.Variable(1.2)
goal = tf.constant([1.0, 1.5])
# --- cell ---
ux = math.cos(shoulder)
uy = math.sin(shoulder)
reach = tf.stack([length * tf.cos(elbow), length * tf.sin(elbow)])
tip = tf.stack([ux, uy]) + reach
miss = tf.reduce_sum((tip - goal) ** 2)
print("degrees", math.degrees(elbow.numpy()))

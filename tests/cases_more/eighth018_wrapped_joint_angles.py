# source: constructed (robot arm)
# target: cost
# sources: shoulder, elbow, wrist, limit
# expect: {"shoulder": "ok", "elbow": "ok", "wrist": "left_tensorflow", "limit": "registered_not_differentiable"}
# culprit: {"wrist": 7, "limit": 8}
# notes: The remainder operator has a gradient, so wrapping an angle is harmless; the wrist only enters an angle that goes through the math module, and the joint limit is only counted.
# --- setup ---
import math
import tensorflow as tf

shoulder, elbow, wrist = tf.Variable(3.9), tf.Variable(-1.2), tf.Variable(0.4)
limit = tf.Variable(2.5)
goal = tf.constant([0.5, 1.2])
def wrap(a):
    return (a + math.pi) % (2.0 * math.pi) - math.pi
# --- cell ---
angles = {"shoulder": wrap(shoulder), "elbow": wrap(elbow)}
total = angles["shoulder"]
upper = tf.stack([tf.cos(total), tf.sin(total)])
total += angles["elbow"]
lower = 0.8 * tf.stack([tf.cos(total), tf.sin(total)])
total += wrap(wrist)
hand = 0.2 * tf.stack([math.cos(total), math.sin(total)])
violations = sum(tf.cast(a > limit, tf.float32) for a in angles.values())
cost = tf.reduce_sum((upper + lower + hand - goal) ** 2) + 10.0 * violations

# source: constructed (scheduling relaxation)
# target: makespan
# sources: start, speed
# expect: {"start": "left_tensorflow", "speed": "ok"}
# culprit: {"start": 2}
# notes: Both ways of the start times need two repairs; on the one that begins first (rounding, then a float) the float is nearest the target.
# --- setup ---
import tensorflow as tf

start = tf.Variable([0.4, 1.7, 2.6])
speed = tf.Variable(1.3)
work = tf.constant([1.0, 2.0, 1.5])
# --- cell ---
slots = tf.round(start)
last = float(tf.reduce_max(slots))
first_job = tf.cast(tf.argmin(start), tf.float32)
bonus = tf.stop_gradient(first_job) * 0.01
finish = last + tf.reduce_max(work / speed)
makespan = finish - bonus

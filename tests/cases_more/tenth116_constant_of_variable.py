# source: constructed (tf.constant on a variable and on a tensor)
# target: y
# sources: mass, speed, height
# expect: {"mass": "left_tensorflow", "speed": "ok", "height": "ok"}
# culprit: {"mass": 1}
# notes: tf.constant(variable) copies the number out of the variable, tf.constant(tensor) returns that very tensor, and convert_to_tensor on a list packs its items with a recorded op.
# --- setup ---
import tensorflow as tf

mass = tf.Variable(2.0)
speed = tf.Variable(3.0)
height = tf.Variable(10.0)
g = 9.81
# --- cell ---
m = tf.constant(mass)
v2 = tf.constant(speed ** 2)
terms = tf.convert_to_tensor([0.5 * v2, g * height])
y = m * tf.reduce_sum(terms)

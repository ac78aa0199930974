# source: constructed (simulation state kept in a variable)
# target: distance
# sources: thrust, mass, position
# expect: {"thrust": "stateful_op", "mass": "stateful_op", "position": "ok"}
# culprit: {"thrust": 2, "mass": 2}
# notes: assign_add writes the new position into the variable; the tape does not connect the value read afterwards with the one written.
# --- setup ---
import tensorflow as tf

position = tf.Variable([0.0, 0.0])
thrust = tf.Variable([1.0, 0.5])
mass = tf.Variable(2.0)
# --- cell ---
acceleration = thrust / mass
position.assign_add(acceleration * 0.5)
distance = tf.norm(position - [3.0, 4.0])

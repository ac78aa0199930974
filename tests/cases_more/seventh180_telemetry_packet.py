# source: constructed (struct packing of controller gains)
# target: drift
# sources: gain, trim, heading, wind
# expect: {"gain": "left_tensorflow", "trim": "left_tensorflow", "heading": "ok", "wind": "ok"}
# culprit: {"gain": 1, "trim": 1}
# notes: The gains travel through a byte packet and come back as Python floats; heading and wind stay where they were.
# --- setup ---
import struct
import tensorflow as tf

gain, trim = tf.Variable(0.6), tf.Variable(0.05)
heading, wind = tf.Variable(0.3), tf.Variable(0.2)
course = tf.constant(0.5)
# --- cell ---
packet = struct.pack("<2f", float(gain), float(trim))
assert len(packet) == 8
kp, offset = struct.unpack("<2f", packet)
steer = kp * (course - heading) + offset
drift = tf.square(tf.sin(heading + steer) - wind)

# source: constructed on a guide
# target: err
# sources: kp, ki, setpoint
# expect: {"kp": "ok", "ki": "left_tensorflow", "setpoint": "ok"}
# culprit: {"ki": 6}
# notes: A PID controller object keeps its integral as a Python float.
# --- setup ---
import numpy as np
import tensorflow as tf
kp, ki, setpoint = tf.Variable(0.8), tf.Variable(0.1), tf.Variable(1.0)
# --- cell ---
class PID:
    def __init__(self):
        self.i = 0.0
    def __call__(self, y):
        e = setpoint - y
        self.i += (ki * e).numpy()
        return kp * e + self.i

ctl, y, err = PID(), tf.constant(0.0), 0.0
for _ in range(5):
    y = 0.7 * y + 0.5 * ctl(y)
    err += (setpoint - y) ** 2

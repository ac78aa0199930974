# source: constructed (control course: PID loop)
# target: iae
# sources: kp, ki, kd, setpoint, leak
# expect: {"kp": "ok", "ki": "ok", "kd": "left_tensorflow", "setpoint": "ok", "leak": "stateful_op"}
# culprit: {"kd": 7, "leak": 12}
# notes: The integral is a Python attribute (fine), the derivative is taken by np.gradient, the leak is written into a tf.Variable.
# --- setup ---
import numpy as np
import tensorflow as tf

kp, ki, kd = tf.Variable(0.8), tf.Variable(0.2), tf.Variable(0.05)
setpoint, leak = tf.Variable(1.0), tf.Variable(0.01)
tank = tf.Variable(0.0, name="tank")
# --- cell ---
class PID:
    def __init__(self):
        self.integral, self.errors = 0.0, [tf.constant(0.0)]
    def act(self, error):
        self.errors.append(error)
        self.integral = self.integral + error
        trend = np.gradient([kd * e for e in self.errors[-2:]])[-1]
        return kp * error + ki * self.integral + trend
pid, level, iae = PID(), tf.constant(0.0), tf.constant(0.0)
for k in range(5):
    error = setpoint - level
    tank.assign(tank + leak)
    level = level + 0.3 * pid.act(error) - 0.1 * level - 0.01 * tank
    iae += tf.abs(error)

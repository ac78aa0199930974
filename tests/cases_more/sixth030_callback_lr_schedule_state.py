# source: constructed on a guide
# target: objective
# sources: w, lr, decay
# expect: {"w": "ok", "lr": "stateful_op", "decay": "stateful_op"}
# culprit: {"lr": 1, "decay": 1}
# notes: A scheduler class assigns the new rate into a variable that is then read.
# --- setup ---
import numpy as np
import tensorflow as tf
class ExpSchedule:
    def __init__(self, init):
        self.current = tf.Variable(init)
        self.log = []
    def step(self, base, rate, epoch):
        self.current.assign(base * rate ** epoch)
        self.log.append(float(self.current))
        return self.current
w = tf.Variable([1.0, -2.0])
lr, decay = tf.Variable(0.1), tf.Variable(0.9)
sched = ExpSchedule(0.1)
A = tf.constant([[3.0, 0.2], [0.2, 1.0]])
def quad(v):
    return 0.5 * tf.tensordot(v, tf.linalg.matvec(A, v), 1)
# --- cell ---
eff = sched.step(lr, decay, 5)
g = tf.linalg.matvec(A, w)
w_next = w - eff * g
objective = quad(w_next)
print("objective", objective.numpy(), "rate", sched.log[-1])

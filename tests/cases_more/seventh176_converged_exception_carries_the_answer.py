# source: constructed (exceptions as control flow in a fixed-point iteration)
# target: residual
# sources: alpha, start, relax, bonus
# expect: {"alpha": "ok", "start": "ok", "relax": "left_tensorflow", "bonus": "ok"}
# culprit: {"relax": 2}
# notes: One exception carries the tensor itself, the other one a copy of the value as a NumPy scalar.
# --- setup ---
import tensorflow as tf

alpha, start = tf.Variable(0.6), tf.Variable(0.9)
relax, bonus = tf.Variable(1.7), tf.Variable(0.1)
class Converged(Exception):
    pass
class Clipped(Exception):
    pass
def check_relax(value):
    if value > 1.5:
        raise Clipped(value.numpy())
    return value
# --- cell ---
try:
    omega = check_relax(relax)
except Clipped as note:
    omega = 0.5 * note.args[0]
try:
    x = start
    while True:
        x_new = (1.0 - omega) * x + omega * tf.cos(alpha * x)
        if abs(x_new - x) < 1e-2:
            raise Converged(x_new + bonus)
        x = x_new
except Converged as done:
    answer = done.args[0]
residual = (answer - 0.7) ** 2

# source: constructed (helper that forgets one of its arguments)
# target: total
# sources: spring, damper
# expect: {"spring": "ok", "damper": "not_connected"}
# culprit: {"damper": 1}
# notes: The function takes the damping coefficient but its formula does not contain it.
# --- setup ---
import tensorflow as tf

spring, damper = tf.Variable(4.0), tf.Variable(0.3)
def oscillator(k, c, x=0.5, v=-1.0):
    potential = 0.5 * k * x ** 2
    kinetic = 0.5 * v ** 2
    return potential + kinetic
# --- cell ---
total = oscillator(spring, damper)

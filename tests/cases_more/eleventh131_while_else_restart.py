# source: constructed (code as an engineer structures it)
# target: loss
# sources: theta, restart
# expect: {"theta": "ok", "restart": "not_taken_branch"}
# culprit: {"restart": 8}
# notes: The else clause of the while loop is only reached when no step is good enough; here the loop leaves by break.
# --- setup ---
import tensorflow as tf

theta = tf.Variable(1.5)
restart = tf.Variable(0.2)

def objective(t):
    return tf.square(t - 0.5)
# --- cell ---
step, tries, current = 1.0, 0, theta * 1.0
while tries < 4:
    trial = current - step * 2.0 * (current - 0.5)
    if objective(trial) < 0.5 * objective(current):
        current = trial
        break
    step, tries = step / 2.0, tries + 1
else:
    current = restart * 1.0
loss = objective(current)

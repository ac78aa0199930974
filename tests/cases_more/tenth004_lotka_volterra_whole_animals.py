# source: constructed
# target: loss
# sources: birth, bite, starve
# expect: {"birth": "registered_not_differentiable", "bite": "ok", "starve": "ok"}
# culprit: {"birth": 4}
# notes: Only whole prey animals survive a season (tf.floor in the helper), so the birth rate is cut; the predator equation is smooth.
# --- setup ---
import tensorflow as tf

birth = tf.Variable(0.3)
bite = tf.Variable(0.004)
starve = tf.Variable(0.2)
observed = tf.constant([20.0, 22.0, 25.0, 29.0])

def step(prey, pred):
    new_prey = tf.floor(prey + birth * prey - 0.004 * prey * pred)
    new_pred = pred + bite * prey * pred - starve * pred
    return new_prey, new_pred
# --- cell ---
prey, pred = tf.constant(60.0), tf.constant(20.0)
history = [pred]
for year in range(3):
    prey, pred = step(prey, pred)
    history.append(pred)
loss = tf.reduce_mean((tf.stack(history) - observed) ** 2)

# source: constructed (ODE class exercise: predator and prey)
# target: misfit
# sources: growth, predation, harvest, efficiency, dt
# expect: {"growth": "ok", "predation": "ok", "harvest": "not_taken_branch", "efficiency": "ok", "dt": "left_tensorflow"}
# culprit: {"harvest": 6, "dt": 2}
# notes: Explicit Euler with a harvesting rule that never fires and a step that was made a Python number by a property.
# --- setup ---
import tensorflow as tf

growth, predation = tf.Variable(1.1), tf.Variable(0.4)
efficiency, harvest = tf.Variable(0.1), tf.Variable(0.3)
dt = tf.Variable(0.05)
class Clock:
    def __init__(self, step):
        self._dt = step
    @property
    def step(self):
        return float(self._dt)
clock = Clock(dt)
observed = tf.constant([9.0, 5.2])
# --- cell ---
prey, hunter = tf.constant(10.0), tf.constant(5.0)
h = clock.step
for k in range(12):
    born = growth * prey
    eaten = predation * prey * hunter
    if prey > 100.0:
        born = born - harvest * prey
    prey = prey + h * (born - eaten)
    hunter = hunter + h * (efficiency * eaten - 0.4 * hunter)
misfit = tf.reduce_sum((tf.stack([prey, hunter]) - observed) ** 2)

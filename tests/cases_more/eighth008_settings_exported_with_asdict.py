# source: constructed (dataclass configuration)
# target: objective
# sources: rate, floor, weight, shape
# expect: {"rate": "wrong_object", "floor": "wrong_object", "weight": "ok", "shape": "left_tensorflow"}
# culprit: {"rate": 1, "floor": 1, "shape": 3}
# notes: dataclasses.asdict makes deep copies, so the dictionary holds other variables than the settings object; the one read as an attribute is the real one.
# --- setup ---
import dataclasses
import tensorflow as tf

@dataclasses.dataclass
class Settings:
    rate: tf.Variable
    floor: tf.Variable
    weight: tf.Variable
    shape: tf.Variable
rate, floor, weight, shape = (tf.Variable(v) for v in (0.3, 0.05, 2.0, 1.5))
settings = Settings(rate, floor, weight, shape)
waits = tf.constant([0.4, 1.3, 2.2, 0.9])
def hazard(times, rate, floor, **ignored):
    return floor + rate * times
# --- cell ---
options = dataclasses.asdict(settings)
h = hazard(waits, **options)
power = float(settings.shape)
survival = tf.exp(-h * waits ** power)
objective = settings.weight * tf.reduce_mean(-tf.math.log(h * survival))

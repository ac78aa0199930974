# source: constructed on a guide
# target: dv
# sources: isp, dry, fuel, stages
# expect: {"isp": "ok", "dry": "ok", "fuel": "ok", "stages": "integer_dtype"}
# notes: Rocket equation from a dataclass; the number of stages is an integer variable.
# --- setup ---
import numpy as np
import tensorflow as tf
from dataclasses import dataclass, field, replace

@dataclass(frozen=True)
class Stage:
    isp: tf.Variable
    dry: tf.Variable
    fuel: tf.Variable
    g0: float = 9.81
    history: list = field(default_factory=list)

    @property
    def mass_ratio(self):
        return (self.dry + self.fuel) / self.dry

    def delta_v(self):
        self.history.append(float(self.fuel))
        return self.isp * self.g0 * tf.math.log(self.mass_ratio)

isp = tf.Variable(310.0); dry = tf.Variable(1.2); fuel = tf.Variable(8.0)
stages = tf.Variable(2)
# --- cell ---
upper = Stage(isp, dry, fuel)
lower = replace(upper, fuel=upper.fuel * 3.0, history=[])
count = tf.cast(stages, tf.float32)
dv = (upper.delta_v() + lower.delta_v()) / count
print(f"{float(dv):.1f} m/s after {len(upper.history)} burns")

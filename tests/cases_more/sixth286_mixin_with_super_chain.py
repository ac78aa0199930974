# source: constructed on a guide
# target: loss
# sources: core, clip_c, noise_s, step_q
# expect: {"core": "ok", "clip_c": "ok", "noise_s": "ok", "step_q": "registered_not_differentiable"}
# culprit: {"step_q": 12}
# notes: Cooperative super() chain; the step is used in the rounded part only.
# --- setup ---
import numpy as np
import tensorflow as tf
core, clip_c, noise_s, step_q = tf.Variable([1.0, 2.0]), tf.Variable(1.5), tf.Variable(0.1), tf.Variable(0.25)
x = tf.constant([0.7, 0.9])
# --- cell ---
class Core:
    def forward(self, x):
        return core * x

class Clip(Core):
    def forward(self, x):
        return tf.minimum(super().forward(x), clip_c)

class QuantMixin:
    step = step_q
    def levels(self, y):
        return tf.round(y / self.step)

class Sensor(QuantMixin, Clip):
    def forward(self, x):
        y = super().forward(x) + noise_s
        return y + 0.1 * self.levels(y)

loss = tf.reduce_sum(Sensor().forward(x) ** 2)

# source: constructed (code as an engineer structures it)
# target: total
# sources: w, alpha, beta
# expect: {"w": "ok", "alpha": "not_connected", "beta": "ok"}
# notes: The objective builder is immutable: each call hands back a new one, and one of the calls stands alone as a statement.
# --- setup ---
from dataclasses import dataclass, replace
import tensorflow as tf

@dataclass(frozen=True)
class Objective:
    terms: tuple = ()

    def add(self, value, weight=1.0):
        return replace(self, terms=self.terms + ((weight, value),))

    def build(self):
        return tf.add_n([weight * value for weight, value in self.terms])

w = tf.Variable([0.5, -1.5])
alpha = tf.Variable(0.1)
beta = tf.Variable(0.2)
x = tf.constant([1.0, 2.0])
# --- cell ---
objective = Objective()
objective = objective.add(tf.square(tf.reduce_sum(w * x) - 1.0))
objective.add(tf.reduce_sum(tf.abs(w)), weight=alpha)
objective = objective.add(tf.reduce_sum(w ** 2), weight=beta)
total = objective.build()

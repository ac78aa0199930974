# source: constructed (functools.total_ordering, dataclasses)
# target: score
# sources: a, b, offset
# expect: {"a": "not_taken_branch", "b": "ok", "offset": "ok"}
# culprit: {"a": 3}
# notes: sorted() works with a float comparison of the candidates and hands back the objects themselves, so the best one keeps its tensor.
# --- setup ---
from dataclasses import dataclass
from functools import total_ordering
import tensorflow as tf

@total_ordering
@dataclass(eq=False)
class Candidate:
    name: str
    value: tf.Tensor
    def __eq__(self, other):
        return float(self.value) == float(other.value)
    def __lt__(self, other):
        return float(self.value) < float(other.value)
a, b, offset = tf.Variable(1.3), tf.Variable(0.4), tf.Variable(0.2)
# --- cell ---
pool = [Candidate("a", tf.square(a - offset)), Candidate("b", tf.square(b - offset))]
ranking = sorted(pool)
best = ranking[0]
print("winner", best.name, "margin", float(ranking[1].value - best.value))
score = tf.exp(best.value)

# source: constructed (bisect, the grade example of the Python documentation)
# target: bonus
# sources: score, grades, slope
# expect: {"score": "left_tensorflow", "grades": "ok", "slope": "ok"}
# culprit: {"score": 1}
# notes: The score becomes a Python float for bisect; the table of grades is indexed by the resulting integer and stays connected.
# --- setup ---
import bisect
import tensorflow as tf

score, slope = tf.Variable(74.5), tf.Variable(1.2)
grades = tf.Variable([0.0, 0.5, 1.0, 2.0])
limits = [60, 70, 80]
# --- cell ---
place = bisect.bisect(limits, float(score))
grade = grades[place]
neighbour = grades[max(place - 1, 0)]
bonus = 0.25 * neighbour + slope * grade

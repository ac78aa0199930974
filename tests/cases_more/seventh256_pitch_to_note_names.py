# source: constructed (music: equal temperament)
# target: error
# sources: freq, detune, tempo, ref, tune
# expect: {"freq": "registered_not_differentiable", "detune": "ok", "tempo": "integer_dtype", "ref": "left_tensorflow", "tune": "computed_before_tape"}
# culprit: {"freq": 3, "tempo": 4, "ref": 1, "tune": 5}
# notes: The nearest note is a rounded number, the beat an integer, the reference pitch became the key of a table of Python floats; the scale was computed before.
# --- setup ---
import tensorflow as tf

freq, detune = tf.Variable(452.0), tf.Variable(0.03)
tempo, ref = tf.Variable(96.5), tf.Variable(440.0)
tune = tf.Variable(1.0595)
STANDARD = {415: 0.98, 440: 1.0, 466: 1.06}
scale = tf.stack([tune ** n for n in range(4)])
# --- cell ---
factor = STANDARD[int(ref)]
note = 12.0 * tf.math.log(freq / 440.0) / tf.math.log(2.0)
nearest = tf.round(note)
beats = tf.cast(tempo, tf.int32) // 4
melody = scale * factor * (1.0 + detune)
error = tf.reduce_sum((melody - 2.0 ** (nearest / 12.0)) ** 2) / tf.cast(beats, tf.float32)

# source: https://github.com/PennyLaneAI/pennylane/issues/972
# target: cost
# sources: theta, readout
# expect: {"theta": "registered_not_differentiable", "readout": "ok"}
# culprit: {"theta": 3}
# notes: A circuit simulated with shots: the angle is lost where the outcomes are drawn.
# --- setup ---
import tensorflow as tf
theta = tf.Variable(0.7)
readout = tf.Variable(1.1)
tf.random.set_seed(2)
def rotation(angle):
    half = tf.cast(angle / 2.0, tf.complex64)
    return tf.stack([tf.cos(half), -1j * tf.sin(half)])
# --- cell ---
def run(state, shots):
    probs = tf.math.real(state * tf.math.conj(state))
    outcome = tf.random.categorical(tf.math.log(probs)[None], shots)[0]
    return 1.0 - 2.0 * tf.reduce_mean(tf.cast(outcome, tf.float32))
expectation = run(rotation(theta), 200)
cost = tf.square(readout * expectation - 0.3)

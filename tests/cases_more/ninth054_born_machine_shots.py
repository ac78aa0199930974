# source: https://github.com/tensorflow/quantum/issues/298
# target: loss
# sources: theta, phi, offset
# expect: {"theta": "ok", "phi": "registered_not_differentiable", "offset": "ok"}
# culprit: {"phi": 3}
# notes: Two one-qubit circuits: the exact Born probabilities go through complex numbers and keep their gradient, the other circuit is only seen through measured shots.
# --- setup ---
import tensorflow as tf
theta, phi, offset = tf.Variable(0.7), tf.Variable(1.1), tf.Variable(0.0)
ground = tf.constant([1.0, 0.0], tf.complex64)

def ry(angle):
    c, s = tf.cos(angle / 2), tf.sin(angle / 2)
    return tf.cast(tf.stack([tf.stack([c, -s]), tf.stack([s, c])]), tf.complex64)

def rz(angle):
    half = tf.complex(tf.zeros_like(angle), angle / 2)
    return tf.linalg.diag(tf.stack([tf.exp(-half), tf.exp(half)]))

def circuit(angle):
    return tf.linalg.matvec(rz(angle) @ ry(angle), ground)

def born(amplitudes):
    return tf.math.real(tf.math.conj(amplitudes) * amplitudes)
# --- cell ---
exact = born(circuit(theta + offset))
measured = tf.math.log(born(circuit(phi)) + 1e-9)
shots = tf.random.stateless_categorical(measured[tf.newaxis], 200, seed=(3, 1))[0]
frequency = tf.reduce_mean(tf.one_hot(shots, 2), axis=0)
loss = tf.reduce_sum((exact - frequency) ** 2) - 0.1 * tf.reduce_sum(exact * tf.math.log(exact))

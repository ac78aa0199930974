# source: https://github.com/tensorflow/tensorflow/issues/31945
# target: loss
# sources: theta, phi
# expect: {"theta": "custom_gradient_none", "phi": "ok"}
# culprit: {"theta": 2}
# notes: keras.ops.custom_gradient with a gradient for one of the two angles only.
# --- setup ---
import keras
import tensorflow as tf
theta, phi = tf.Variable(0.4), tf.Variable(0.9)
@keras.ops.custom_gradient
def circuit(t, p):
    value = keras.ops.cos(t) * keras.ops.sin(p)
    def grad(*args, upstream=None):
        upstream = upstream if upstream is not None else args[0]
        return None, upstream * keras.ops.cos(t) * keras.ops.cos(p)
    return value, grad
# --- cell ---
energies = [
    circuit(theta, phi + float(shift))
    for shift in range(2)
]
loss = tf.add_n(energies)

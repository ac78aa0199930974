# source: constructed on a guide
# target: loss
# sources: theta, phi
# expect: {"theta": "left_tensorflow", "phi": "ok"}
# culprit: {"theta": 2}
# notes: A parameter-shift rule measures expectation values as floats.
# --- setup ---
import numpy as np
import tensorflow as tf
theta, phi = tf.Variable([0.3, 0.8]), tf.Variable(0.5)

def expectation(angles):
    return float(np.cos(angles[0]) * np.sin(angles[1]))
# --- cell ---
shifted = []
base = theta.numpy()
for i in range(2):
    for s in (+np.pi / 2, -np.pi / 2):
        a = base.copy()
        a[i] += s
        shifted.append(expectation(a))
plus, minus = shifted[::2], shifted[1::2]
grads = 0.5 * (tf.constant(plus, tf.float32) - tf.constant(minus, tf.float32))
loss = tf.reduce_sum(phi * grads ** 2)

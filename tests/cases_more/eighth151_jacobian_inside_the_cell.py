# source: https://www.tensorflow.org/guide/advanced_autodiff#batch_jacobian
# target: penalty
# sources: w, probe, shift, x
# expect: {"w": "ok", "probe": "ok", "shift": "not_connected", "x": "not_watched"}
# culprit: {"shift": 6}
# notes: The penalty is made of the Jacobian with respect to the input: a shift that is only added has no influence on it. Pausing the inner tape does not pause the outer one; the input is watched by the inner tape only.
# --- setup ---
import tensorflow as tf

w = tf.Variable([[0.2, 0.5], [-0.3, 0.4]])
probe, shift = tf.Variable(0.5), tf.Variable([0.1, 0.2])
x = tf.constant([[1.0, 2.0], [0.5, -1.0], [2.0, 0.0]])
# --- cell ---
with tf.GradientTape() as inner:
    inner.watch(x)
    y = tf.tanh(x @ w) + shift
    with inner.stop_recording():
        factor = tf.exp(probe)
jac = inner.batch_jacobian(y, x)
penalty = factor * tf.reduce_sum(tf.linalg.norm(jac, axis=[1, 2]) ** 2)

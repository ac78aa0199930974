# source: constructed (tracking course: Kalman filter)
# target: nll
# sources: q, r, p0, gate_weight, lag
# expect: {"q": "ok", "r": "left_tensorflow", "p0": "not_trainable", "gate_weight": "not_taken_branch", "lag": "ok"}
# culprit: {"r": 1, "gate_weight": 9}
# notes: The measurement noise becomes an array through np.diag, the initial covariance is a frozen variable, and no innovation is large enough for the gate.
# --- setup ---
import numpy as np
import tensorflow as tf

q, r = tf.Variable(0.05), tf.Variable(0.2)
p0 = tf.Variable(tf.eye(2), trainable=False)
gate_weight, lag = tf.Variable(0.5), tf.Variable(0.9)
track = tf.constant([[0.1, 0.0], [0.3, 0.1], [0.4, 0.3]])
# --- cell ---
noise = tf.cast(np.diag([r, r]), tf.float32)
mean, cov, nll = tf.zeros([2, 1]), p0 * 1.0, tf.constant(0.0)
for z in track:
    mean = lag * mean
    cov = lag ** 2 * cov + q * tf.eye(2)
    innov = z[:, None] - mean
    s = cov + noise
    dist = tf.squeeze(tf.transpose(innov) @ tf.linalg.solve(s, innov))
    if dist > 9.0:
        s = s + gate_weight * tf.eye(2)
    gain = cov @ tf.linalg.inv(s)
    mean, cov = mean + gain @ innov, (tf.eye(2) - gain) @ cov
    nll += 0.5 * dist + 0.5 * tf.linalg.logdet(s)

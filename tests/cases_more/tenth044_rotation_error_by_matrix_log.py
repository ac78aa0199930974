# source: constructed
# target: err
# sources: rotvec, scale
# expect: {"rotvec": "no_gradient_registered", "scale": "no_gradient_registered"}
# culprit: {"rotvec": 3, "scale": 3}
# notes: Attitude error on SO(3): expm is differentiable, logm has no registered gradient and the call raises.
# --- setup ---
import tensorflow as tf

rotvec = tf.Variable([0.1, -0.2, 0.3])
scale = tf.Variable(1.0)
goal = tf.constant([[0.0, -1.0, 0.0], [1.0, 0.0, 0.0], [0.0, 0.0, 1.0]])

def hat(w):
    x, y, z = tf.unstack(w)
    o = tf.zeros_like(x)
    return tf.reshape(tf.stack([o, -z, y, z, o, -x, -y, x, o]), [3, 3])
# --- cell ---
R = tf.linalg.expm(hat(rotvec))
rel = tf.matmul(R, goal, transpose_a=True)
log_rel = tf.linalg.logm(tf.cast(rel, tf.complex64))
twist = tf.math.real(log_rel)
err = scale * tf.reduce_sum(tf.square(twist)) / 2.0

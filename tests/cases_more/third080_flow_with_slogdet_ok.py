# source: constructed (normalising flow with a coupling layer)
# target: nll
# sources: scale_w, shift_w, mat
# expect: {"scale_w": "ok", "shift_w": "ok", "mat": "ok"}
# notes: Split, exp, slogdet and concat are all differentiable; the permutation is an integer gather, the check by NumPy only prints (no false alarm).
# --- setup ---
import numpy as np
import tensorflow as tf

rng = np.random.default_rng(2)
scale_w = tf.Variable(0.1 * rng.normal(size=(2, 2)).astype("float32"))
shift_w = tf.Variable(rng.normal(size=(2, 2)).astype("float32"))
mat = tf.Variable((np.eye(4) + 0.1 * rng.normal(size=(4, 4))).astype("float32"))
perm = rng.permutation(4)
data = tf.constant(rng.normal(size=(5, 4)).astype("float32"))
# --- cell ---
mixed = tf.gather(data @ mat, perm, axis=1)
left, right = tf.split(mixed, 2, axis=1)
log_s = tf.tanh(left @ scale_w)
z = tf.concat([left, right * tf.exp(log_s) + left @ shift_w], axis=1)
logdet = tf.reduce_sum(log_s, axis=1) + tf.linalg.slogdet(mat)[1]
print("numpy agrees:", np.isclose(np.linalg.slogdet(mat.numpy())[1], tf.linalg.slogdet(mat)[1].numpy(), atol=1e-4))
nll = -tf.reduce_mean(-0.5 * tf.reduce_sum(z ** 2, axis=1) + logdet)

# source: constructed on a guide
# target: nll
# sources: diag, low, shift, y
# expect: {"diag": "ok", "low": "ok", "shift": "ok", "y": "ok"}
# notes: LinearOperator algebra is differentiable throughout.
# --- setup ---
import numpy as np
import tensorflow as tf
diag = tf.Variable([1.0, 2.0, 3.0])
low = tf.Variable([[0.1], [0.2], [0.3]])
shift = tf.Variable(0.2)
y = tf.Variable([0.5, 1.0, -1.0])
# --- cell ---
D = tf.linalg.LinearOperatorDiag(tf.nn.softplus(diag), is_positive_definite=True)
op = tf.linalg.LinearOperatorLowRankUpdate(D, low, is_diag_update_positive=True,
                                           is_self_adjoint=True, is_positive_definite=True)
r = y - shift
nll = 0.5 * tf.tensordot(r, op.solvevec(r), 1) + 0.5 * op.log_abs_determinant()

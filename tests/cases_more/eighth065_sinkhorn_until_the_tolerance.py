# source: constructed (optimal transport)
# target: distance
# sources: points, epsilon, tolerance, masses, cap
# expect: {"points": "ok", "epsilon": "ok", "tolerance": "registered_not_differentiable", "masses": "ok", "cap": "left_tensorflow"}
# culprit: {"cap": 4, "tolerance": 8}
# notes: The number of iterations depends on the tolerance and on the cap, neither of which enters the plan; everything else is differentiated through the unrolled loop.
# --- setup ---
import numpy as np
import tensorflow as tf

rng = np.random.default_rng(865)
points = tf.Variable(rng.normal(size=(4, 2)).astype("float32"))
others = tf.constant(rng.normal(size=(3, 2)).astype("float32"))
epsilon, tolerance, cap = tf.Variable(0.5), tf.Variable(1e-2), tf.Variable(20.0)
masses = tf.Variable([0.3, 0.3, 0.2, 0.2])
# --- cell ---
cost = tf.reduce_sum((points[:, None] - others) ** 2, axis=2)
K = tf.exp(-cost / epsilon)
u, v = tf.ones([4]), tf.ones([3]) / 3.0
for _ in range(int(cap.numpy())):
    u = masses / tf.linalg.matvec(K, v)
    v = (1.0 / 3.0) / tf.linalg.matvec(K, u, transpose_a=True)
    change = tf.reduce_max(tf.abs(u * tf.linalg.matvec(K, v) - masses))
    if change < tolerance:
        break
plan = u[:, None] * K * v
distance = tf.reduce_sum(plan * cost)

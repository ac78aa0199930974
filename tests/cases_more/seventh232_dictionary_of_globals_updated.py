# source: constructed (globals().update in a notebook)
# target: loss
# sources: alpha, beta, gamma
# expect: {"alpha": "replaced_by_tensor", "beta": "replaced_by_tensor", "gamma": "ok"}
# culprit: {"alpha": 3, "beta": 3}
# notes: After the loss a comprehension writes decayed copies of the parameters into globals(): the names now hold tensors.
# --- setup ---
import tensorflow as tf

alpha, beta, gamma = tf.Variable(0.4), tf.Variable(0.6), tf.Variable(1.2)
t = tf.constant([0.0, 1.0, 2.0])
obs = tf.constant([1.0, 0.7, 0.5])
# --- cell ---
curve = gamma * tf.exp(-alpha * t) + beta * t
loss = tf.reduce_mean(tf.abs(curve - obs))
globals().update({name: 0.99 * globals()[name] for name in ("alpha", "beta")})

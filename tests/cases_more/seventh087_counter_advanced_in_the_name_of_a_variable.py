# source: constructed (hyperparameters decayed under their own names)
# target: loss
# sources: alpha, beta, decay, gamma
# expect: {"alpha": "replaced_by_tensor", "beta": "ok", "decay": "replaced_by_tensor", "gamma": "ok"}
# culprit: {"alpha": 6, "decay": 6}
# notes: Hyperparameters are decayed by name after use (two of them in a loop over attributes in a tuple assignment); gamma is rebound before it is used, which is fine.
# --- setup ---
import tensorflow as tf

alpha, beta, decay, gamma = (tf.Variable(v) for v in (0.8, 0.3, 0.99, 1.7))
signal = tf.constant([1.0, 0.5, -0.3, 0.2])
# --- cell ---
gamma = tf.nn.softplus(gamma)
state, loss = tf.zeros([]), tf.zeros([])
for value in tf.unstack(signal):
    state = decay * state + alpha * value
    loss += tf.abs(state - beta) ** gamma
alpha, decay = alpha * 0.5, decay * 0.9

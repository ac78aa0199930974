# source: constructed (REINFORCE with the action drawn by NumPy)
# target: policy_loss
# sources: logits, entropy_weight
# expect: {"logits": "ok", "entropy_weight": "ok"}
# notes: The draw leaves TensorFlow, but the loss uses the log-probability of the drawn action, which is connected (no false alarm).
# --- setup ---
import numpy as np
import tensorflow as tf

logits = tf.Variable([0.1, 0.5, -0.3])
entropy_weight = tf.Variable(0.01)
rng = np.random.default_rng(0)
# --- cell ---
log_p = tf.nn.log_softmax(logits)
p = np.exp(log_p.numpy().astype("float64"))
action = int(rng.choice(3, p=p / p.sum()))
entropy = -tf.reduce_sum(tf.exp(log_p) * log_p)
policy_loss = -log_p[action] * 2.5 - entropy_weight * entropy

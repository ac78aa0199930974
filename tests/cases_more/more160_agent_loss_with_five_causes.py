# source: constructed (actor, critic and bookkeeping in one cell)
# target: loss
# sources: actor, critic, alpha, frozen, horizon, spare
# expect: {"actor": "ok", "critic": "stop_gradient", "alpha": "left_tensorflow", "frozen": "not_trainable", "horizon": "integer_dtype", "spare": "not_connected"}
# culprit: {"critic": 2, "alpha": 4}
# notes: Six sources with six answers; the assign at the end and the logging line are harmless.
# --- setup ---
import tensorflow as tf

actor, critic = tf.Variable([0.2, 0.7, -0.5]), tf.Variable([1.0, 0.5, 0.0])
alpha, spare = tf.Variable(0.2), tf.Variable(1.0)
frozen = tf.Variable([0.1, 0.1, 0.1], trainable=False)
horizon = tf.Variable(5)
steps = tf.Variable(0.0)
log = []
# --- cell ---
log_p = tf.nn.log_softmax(actor + frozen)
advantage = tf.stop_gradient(tf.reduce_mean(critic) + 1.0)
entropy = -tf.reduce_sum(tf.exp(log_p) * log_p)
bonus = alpha.numpy() * entropy
discount = tf.pow(0.9, tf.cast(horizon, tf.float32))
loss = -log_p[1] * advantage * discount - bonus
log.append(float(entropy)); steps.assign_add(1.0)

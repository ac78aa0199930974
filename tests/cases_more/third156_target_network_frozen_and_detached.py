# source: constructed (Q-learning with a frozen copy)
# target: td
# sources: online, frozen
# expect: {"online": "ok", "frozen": "stop_gradient"}
# culprit: {"frozen": 2}
# notes: The frozen copy is not trainable and its value is detached: the detach is nearest the target, the property of the variable the other break.
# --- setup ---
import numpy as np
import tensorflow as tf

rng = np.random.default_rng(1)
online = tf.Variable(rng.normal(size=(3, 2)).astype("float32"))
frozen = tf.Variable(online.numpy(), trainable=False)
s0, s1 = (tf.constant(rng.normal(size=(4, 3)).astype("float32")) for _ in range(2))
act = tf.constant([0, 1, 0, 1])
rew = tf.constant([0.0, 1.0, 0.0, -1.0])
# --- cell ---
q_next = tf.reduce_max(s1 @ frozen, axis=1)
goal = rew + 0.9 * tf.stop_gradient(q_next)
q_now = tf.gather(s0 @ online, act, batch_dims=1)
td = tf.reduce_mean(tf.square(goal - q_now))
greedy = tf.argmax(s0 @ online, axis=1).numpy().tolist()

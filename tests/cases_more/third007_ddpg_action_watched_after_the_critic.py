# source: https://github.com/Dekki-Aero/DDPG/issues/2
# target: q
# sources: actions, critic_w
# expect: {"actions": "not_watched", "critic_w": "ok"}
# culprit: {"actions": 3}
# notes: The stored batch of actions is watched only after the critic has been evaluated.
# --- setup ---
import numpy as np
import tensorflow as tf

rng = np.random.default_rng(2)
critic_w = tf.Variable(rng.normal(size=(5, 1)).astype("float32"))
states = tf.constant(rng.normal(size=(4, 3)).astype("float32"))
replayed = rng.uniform(-1, 1, size=(4, 2)).astype("float32")
def critic(s, a):
    return tf.nn.elu(tf.concat([s, a], axis=1) @ critic_w)
# --- cell ---
actions = tf.convert_to_tensor(replayed)
q = critic(states, actions)
tape.watch(actions)
best = int(tf.argmax(q[:, 0]))
print("best transition", best, "of", q.shape[0])

# source: https://github.com/tensorflow/tensorflow/issues/28966
# target: td_error
# sources: online_w, target_w, gamma
# expect: {"online_w": "ok", "target_w": "stop_gradient", "gamma": "stop_gradient"}
# culprit: {"target_w": 1, "gamma": 1}
# notes: Double DQN: the online network keeps its path through Q(s, a); the whole bootstrap target is frozen inside a compiled helper.
# --- setup ---
import numpy as np
import tensorflow as tf
rng = np.random.default_rng(0)
online_w = tf.Variable(rng.normal(size=(4, 3)).astype("float32"))
target_w = tf.Variable(rng.normal(size=(4, 3)).astype("float32"))
gamma = tf.Variable(0.97)
s = tf.constant(rng.normal(size=(6, 4)).astype("float32"))
s2 = tf.constant(rng.normal(size=(6, 4)).astype("float32"))
a = tf.constant([0, 2, 1, 1, 0, 2])
r = tf.constant(rng.random(6).astype("float32"))
done = tf.constant([0., 0., 1., 0., 0., 1.])

@tf.function
def bootstrap(rewards, next_states, done):
    best = tf.argmax(next_states @ online_w, axis=1, output_type=tf.int32)
    q_next = tf.gather(next_states @ target_w, best, batch_dims=1)
    y = rewards + gamma * (1.0 - done) * q_next
    return tf.stop_gradient(y)
# --- cell ---
y = bootstrap(r, s2, done)
chosen = tf.reduce_sum(tf.one_hot(a, 3) * (s @ online_w), axis=1)
td_error = tf.reduce_mean(tf.keras.losses.huber(y[:, None], chosen[:, None]))

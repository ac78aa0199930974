# source: constructed on a guide
# target: td_loss
# sources: online_kernel, target_kernel, gamma
# expect: {"online_kernel": "ok", "target_kernel": "stop_gradient", "gamma": "stop_gradient"}
# culprit: {"target_kernel": 8, "gamma": 8}
# notes: Double DQN: the argmax is only an index; the bootstrapped target is stopped inside a helper that is defined earlier.
# --- setup ---
import numpy as np
import tensorflow as tf
import keras
keras.utils.set_random_seed(11)
def q_net(name):
    return keras.Sequential([keras.Input((3,)), keras.layers.Dense(6, activation="relu"), keras.layers.Dense(2)], name=name)
online, target_net = q_net("online"), q_net("target")
target_net.set_weights(online.get_weights())
online_kernel = online.layers[0].kernel
target_kernel = target_net.layers[0].kernel
gamma = tf.Variable(0.97)
def bellman(reward, done, next_q):
    backup = reward + gamma * (1.0 - done) * next_q
    return tf.stop_gradient(backup)
rng = np.random.default_rng(4)
batch = dict(s=rng.normal(size=(5, 3)), a=rng.integers(0, 2, 5), r=rng.normal(size=5), s2=rng.normal(size=(5, 3)), d=np.zeros(5))
# --- cell ---
s, s2 = (tf.convert_to_tensor(batch[k], tf.float32) for k in ("s", "s2"))
r, d = tf.cast(batch["r"], tf.float32), tf.cast(batch["d"], tf.float32)
a = batch["a"]
q_all = online(s)
q_sa = tf.reduce_sum(q_all * tf.one_hot(a, 2), axis=1)
best = tf.argmax(online(s2), axis=1)
q_next = tf.gather(target_net(s2), best, batch_dims=1)
y = bellman(r, d, q_next)
td = y - q_sa
huber = tf.where(tf.abs(td) < 1.0, 0.5 * td ** 2, tf.abs(td) - 0.5)
td_loss = tf.reduce_mean(huber)
priorities = np.abs(td.numpy()) + 1e-3
print("priorities", priorities.round(2))

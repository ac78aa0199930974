# source: https://github.com/tensorflow/tensorflow/issues/33095
# target: td_loss
# sources: online_kernel, target_kernel, gamma
# expect: {"online_kernel": "ok", "target_kernel": "stop_gradient", "gamma": "stop_gradient"}
# culprit: {"target_kernel": 3, "gamma": 3}
# notes: Double DQN: the bootstrap value is detached on purpose, so neither the target network nor the discount is reached; the argmax is only an index.
# --- setup ---
import numpy as np
import tensorflow as tf
import keras

keras.utils.set_random_seed(2)
def net():
    return keras.Sequential([keras.Input((3,)), keras.layers.Dense(4, activation="relu"), keras.layers.Dense(2)])
online, frozen = net(), net()
online_kernel, target_kernel = online.layers[0].kernel, frozen.layers[0].kernel
gamma = tf.Variable(0.97)
rng = np.random.default_rng(1)
s0 = tf.constant(rng.normal(size=(5, 3)).astype("float32"))
s1 = tf.constant(rng.normal(size=(5, 3)).astype("float32"))
actions = tf.constant([0, 1, 1, 0, 0])
rewards = tf.constant([1.0, 0.0, 0.5, 1.0, -1.0])
# --- cell ---
best = tf.argmax(online(s1), axis=1)
bootstrap = tf.gather(frozen(s1), best, batch_dims=1)
td_target = tf.stop_gradient(rewards + gamma * bootstrap)
q_taken = tf.gather(online(s0), actions, batch_dims=1)
td_loss = tf.reduce_mean(keras.losses.huber(td_target[:, None], q_taken[:, None]))

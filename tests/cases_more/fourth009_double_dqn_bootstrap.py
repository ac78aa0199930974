# source: constructed
# target: td_loss
# sources: online_w, target_w, gamma
# expect: {"online_w": "ok", "target_w": "left_tensorflow", "gamma": "ok"}
# culprit: {"target_w": 2}
# notes: The online network chooses the next action by argmax (harmless, it has another way); the target network's values are taken out with .numpy().
# --- setup ---
import numpy as np
import tensorflow as tf
import keras

keras.utils.set_random_seed(0)
rng = np.random.default_rng(2)
online_w = tf.Variable(rng.normal(size=(3, 2)).astype("float32"))
target_w = tf.Variable(rng.normal(size=(3, 2)).astype("float32"))
gamma = tf.Variable(0.95)
s, s2 = (tf.constant(rng.normal(size=(5, 3)).astype("float32")) for _ in range(2))
a = tf.constant([0, 1, 1, 0, 1])
r = tf.constant([1.0, 0.0, 0.0, 1.0, -1.0])
# --- cell ---
best = tf.argmax(s2 @ online_w, axis=1, output_type=tf.int32)
boot = tf.gather(s2 @ target_w, best, batch_dims=1).numpy()
goal = r + gamma * boot
q = tf.gather(s @ online_w, a, batch_dims=1)
td_loss = tf.reduce_mean(keras.losses.huber(goal[:, None], q[:, None]))

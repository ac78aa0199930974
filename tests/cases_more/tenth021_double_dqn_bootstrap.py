# source: constructed
# target: loss
# sources: online_w, target_w, gamma
# expect: {"online_w": "ok", "target_w": "stop_gradient", "gamma": "stop_gradient"}
# culprit: {"target_w": 2, "gamma": 2}
# notes: Double DQN: the bootstrap helper ends in stop_gradient; its argmax does not matter, the online net learns through q_taken.
# --- setup ---
import numpy as np
import tensorflow as tf

rng = np.random.default_rng(21)
online_w = tf.Variable(rng.normal(size=(5, 3)).astype("float32"))
target_w = tf.Variable(online_w.numpy())
gamma = tf.Variable(0.97)
batch = dict(s=tf.constant(rng.normal(size=(8, 5)).astype("float32")),
             s2=tf.constant(rng.normal(size=(8, 5)).astype("float32")),
             a=tf.constant(rng.integers(0, 3, size=8)),
             r=tf.constant(rng.random(8).astype("float32")))

def bootstrap(b):
    best = tf.argmax(b["s2"] @ online_w, axis=1)
    q_next = tf.gather(b["s2"] @ target_w, best, batch_dims=1)
    return tf.stop_gradient(b["r"] + gamma * q_next)
# --- cell ---
q_taken = tf.gather(batch["s"] @ online_w, batch["a"], batch_dims=1)
y = bootstrap(batch)
loss = tf.reduce_mean(tf.keras.losses.huber(y[:, None], q_taken[:, None]))

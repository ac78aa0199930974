# source: constructed (momentum encoder, BYOL)
# target: loss
# sources: online, predictor, target, momentum, view_noise
# expect: {"online": "ok", "predictor": "ok", "target": "stop_gradient", "momentum": "stop_gradient", "view_noise": "ok"}
# culprit: {"target": 5, "momentum": 5}
# notes: The target network is first moved towards the online one (a write), then used under stop_gradient; the online weights are also read directly.
# --- setup ---
import numpy as np
import tensorflow as tf

rng = np.random.default_rng(47)
online = tf.Variable(rng.normal(size=(4, 3)).astype("float32"))
target = tf.Variable(rng.normal(size=(4, 3)).astype("float32"))
predictor = tf.Variable(rng.normal(size=(3, 3)).astype("float32"))
momentum, view_noise = tf.Variable(0.99), tf.Variable(0.1)
x = tf.constant(rng.normal(size=(5, 4)).astype("float32"))
# --- cell ---
target.assign(momentum * target + (1.0 - momentum) * online)
view_a = x + view_noise * tf.random.stateless_normal(x.shape, [1, 1])
view_b = x + view_noise * tf.random.stateless_normal(x.shape, [2, 2])
p = tf.math.l2_normalize(tf.tanh(view_a @ online) @ predictor, axis=1)
z = tf.math.l2_normalize(tf.stop_gradient(tf.tanh(view_b @ target)), axis=1)
loss = 2.0 - 2.0 * tf.reduce_mean(tf.reduce_sum(p * z, axis=1))

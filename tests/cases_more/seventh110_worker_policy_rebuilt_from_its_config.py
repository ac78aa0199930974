# source: constructed (actor workers receive the configuration and the weights)
# target: loss
# sources: policy_kernel, value_kernel, clip_range, advantages
# expect: {"policy_kernel": "wrong_object", "value_kernel": "ok", "clip_range": "registered_not_differentiable", "advantages": "not_watched"}
# culprit: {"policy_kernel": 3, "clip_range": 5}
# notes: The worker's network is made anew from the configuration; the clipping range is used in a comparison only, and the advantages are a plain tensor.
# --- setup ---
import numpy as np
import tensorflow as tf
import keras

keras.utils.set_random_seed(81)
policy = keras.Sequential([keras.Input((3,)), keras.layers.Dense(4, activation="tanh"), keras.layers.Dense(2)])
value = keras.layers.Dense(1)
value.build((None, 3))
policy_kernel, value_kernel = policy.layers[0].kernel, value.kernel
config, weights = policy.get_config(), policy.get_weights()
clip_range = tf.Variable(0.2)
rng = np.random.default_rng(81)
states = tf.constant(rng.normal(size=(5, 3)).astype("float32"))
advantages = tf.constant(rng.normal(size=(5,)).astype("float32"))
old_logp = tf.constant(np.log(rng.uniform(0.2, 0.8, 5)).astype("float32"))
actions = tf.constant([0, 1, 1, 0, 1])
# --- cell ---
worker = keras.Sequential.from_config(config)
worker.set_weights(weights)
logp = tf.gather(tf.nn.log_softmax(worker(states)), actions, batch_dims=1)
ratio = tf.exp(logp - old_logp)
inside = tf.cast(tf.abs(ratio - 1.0) < clip_range, tf.float32)
surrogate = tf.reduce_mean(inside * ratio * advantages)
loss = 0.5 * tf.reduce_mean(value(states) ** 2) - surrogate

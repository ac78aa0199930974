# source: https://github.com/keras-team/keras-io/issues/406
# target: loss
# sources: actor_kernel, critic_kernel, entropy_bonus
# expect: {"actor_kernel": "computed_before_tape", "critic_kernel": "ok", "entropy_bonus": "ok"}
# culprit: {"actor_kernel": 5}
# notes: Actor-critic: the log probabilities were collected while the episode was played, outside the tape; only the critic is called again.
# --- setup ---
import numpy as np
import tensorflow as tf
import keras

keras.utils.set_random_seed(1)
actor = keras.Sequential([keras.Input((3,)), keras.layers.Dense(2, activation="softmax")])
critic = keras.Sequential([keras.Input((3,)), keras.layers.Dense(1)])
actor_kernel, critic_kernel = actor.layers[0].kernel, critic.layers[0].kernel
entropy_bonus = tf.Variable(0.01)
rng = np.random.default_rng(5)
states = [tf.constant(rng.normal(size=(1, 3)).astype("float32")) for _ in range(4)]
returns = [1.0, 0.9, 0.5, 0.1]
log_probs = []
for s in states:
    p = actor(s)
    a = int(tf.argmax(p, axis=1)[0])
    log_probs.append(tf.math.log(p[0, a]))
# --- cell ---
actor_losses, critic_losses = [], []
for s, lp, ret in zip(states, log_probs, returns):
    value = critic(s)[0, 0]
    advantage = ret - value
    actor_losses.append(-lp * advantage)
    critic_losses.append(keras.losses.huber([[ret]], [[value]]))
loss = tf.add_n(actor_losses) + tf.reduce_sum(critic_losses) - entropy_bonus * tf.reduce_mean(log_probs)

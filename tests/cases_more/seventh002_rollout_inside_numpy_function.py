# source: https://github.com/tensorflow/tensorflow/issues/47288
# target: loss
# sources: actor_kernel, critic_kernel, entropy_bonus
# expect: {"actor_kernel": "left_tensorflow", "critic_kernel": "ok", "entropy_bonus": "ok"}
# culprit: {"actor_kernel": 1}
# notes: The whole rollout, logits included, comes out of one tf.numpy_function; only the critic is evaluated again on the returned states.
# --- setup ---
import numpy as np
import tensorflow as tf
import keras

keras.utils.set_random_seed(1)
actor, critic = keras.layers.Dense(3), keras.layers.Dense(1)
actor.build((None, 4)); critic.build((None, 4))
actor_kernel, critic_kernel = actor.kernel, critic.kernel
entropy_bonus = tf.Variable(0.01)
class Runner:
    def __init__(self):
        self.rng = np.random.default_rng(0)
    def collect(self):
        states = self.rng.normal(size=(6, 4)).astype("float32")
        logits = actor(states).numpy()
        actions = logits.argmax(axis=1).astype("float32")
        return states, logits, actions, self.rng.random(6).astype("float32")
runner = Runner()
# --- cell ---
states, logits, actions, returns = tf.numpy_function(runner.collect, [], [tf.float32] * 4)
states.set_shape([6, 4]); logits.set_shape([6, 3])
values = tf.squeeze(critic(states), -1)
log_probs = tf.nn.log_softmax(logits)
chosen = tf.gather(log_probs, tf.cast(actions, tf.int32), batch_dims=1)
advantage = returns - values
entropy = -tf.reduce_sum(tf.exp(log_probs) * log_probs, axis=1)
loss = (-tf.reduce_mean(chosen * tf.stop_gradient(advantage)) + 0.5 * tf.reduce_mean(advantage ** 2)
        - entropy_bonus * tf.reduce_mean(entropy))

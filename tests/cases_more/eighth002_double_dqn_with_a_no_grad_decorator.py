# source: constructed (double DQN)
# target: td_loss
# sources: online, frozen, gamma, huber_width
# expect: {"online": "ok", "frozen": "stop_gradient", "gamma": "ok", "huber_width": "registered_not_differentiable"}
# culprit: {"frozen": 2, "huber_width": 4}
# notes: A decorator detaches everything its function returns, so the target network is cut off; the discount is applied outside of it, and the width of the Huber loss only takes part in a comparison here.
# --- setup ---
import functools
import numpy as np
import tensorflow as tf

def no_grad(fn):
    @functools.wraps(fn)
    def wrapper(*args):
        return tf.nest.map_structure(tf.stop_gradient, fn(*args))
    return wrapper
rng = np.random.default_rng(802)
online = tf.Variable(rng.normal(size=(4, 2)).astype("float32"))
frozen = tf.Variable(rng.normal(size=(4, 2)).astype("float32"))
gamma, huber_width = tf.Variable(0.95), tf.Variable(1.0)
s, s2 = (tf.constant(rng.normal(size=(5, 4)).astype("float32")) for _ in range(2))
a = tf.constant([0, 1, 1, 0, 1])
r = tf.constant(rng.normal(size=5).astype("float32"))
@no_grad
def bootstrap(states):
    best = tf.argmax(states @ online, axis=1)
    return tf.reduce_sum((states @ frozen) * tf.one_hot(best, 2), axis=1)
# --- cell ---
q = tf.reduce_sum((s @ online) * tf.one_hot(a, 2), axis=1)
goal = r + gamma * bootstrap(s2)
error = goal - q
small = tf.abs(error) <= huber_width
td_loss = tf.reduce_mean(tf.where(small, 0.5 * error ** 2, tf.abs(error) - 0.5))

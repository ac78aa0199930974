# source: constructed (prioritised replay for a DQN)
# target: td_loss
# sources: q_kernel, target_kernel, exponent, discount
# expect: {"q_kernel": "ok", "target_kernel": "stop_gradient", "exponent": "left_tensorflow", "discount": "stop_gradient"}
# culprit: {"exponent": 1, "discount": 7, "target_kernel": 7}
# notes: Priorities live in a NumPy array; the bootstrap target is detached as a whole, with the discount in it.
# --- setup ---
import dataclasses
import numpy as np
import tensorflow as tf

rng = np.random.default_rng(74)
@dataclasses.dataclass
class Transition:
    state: np.ndarray
    action: int
    reward: float
    after: np.ndarray
memory = [Transition(rng.normal(size=3).astype("float32"), int(rng.integers(2)), 1.0,
                     rng.normal(size=3).astype("float32")) for _ in range(6)]
priorities = rng.random(6).astype("float32") + 0.1
q_kernel = tf.Variable(rng.normal(size=(3, 2)).astype("float32"))
target_kernel = tf.Variable(rng.normal(size=(3, 2)).astype("float32"))
exponent, discount = tf.Variable(0.6), tf.Variable(0.95)
# --- cell ---
weights = priorities ** exponent.numpy()
weights = weights / weights.max()
states, after = (np.stack([getattr(m, f) for m in memory]) for f in ("state", "after"))
rewards = tf.constant([m.reward for m in memory])
taken = tf.gather(states @ q_kernel, [m.action for m in memory], batch_dims=1)
bootstrap = tf.reduce_max(after @ target_kernel, axis=1)
goal = tf.stop_gradient(rewards + discount * bootstrap)
td_loss = tf.reduce_mean(weights * tf.square(goal - taken))

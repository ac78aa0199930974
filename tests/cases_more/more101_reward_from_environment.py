# source: constructed (return of a simulated episode)
# target: loss
# sources: actor_w, baseline
# expect: {"actor_w": "left_tensorflow", "baseline": "ok"}
# culprit: {"actor_w": 4}
# notes: The environment is an ordinary simulator that works on arrays, so the reward cannot be differentiated with respect to the policy.
# --- setup ---
import numpy as np
import tensorflow as tf

class Pendulum:
    def reset(self):
        self.state = np.array([0.5, 0.0], "float32")
        return self.state
    def step(self, torque):
        angle, speed = self.state
        speed = speed + 0.1 * (np.float32(torque) - np.sin(angle))
        self.state = np.array([angle + 0.1 * speed, speed], "float32")
        return self.state, -float(angle ** 2 + 0.1 * speed ** 2)
env = Pendulum()
actor_w, baseline = tf.Variable([0.3, -0.7]), tf.Variable(0.2)
# --- cell ---
obs, total = env.reset(), 0.0
for _ in range(3):
    torque = tf.tanh(tf.tensordot(obs, actor_w, 1))
    obs, reward = env.step(torque)
    total += reward
loss = (baseline - total) ** 2

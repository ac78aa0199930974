# source: constructed (experience replay)
# target: loss
# sources: encoder, critic, reward_scale
# expect: {"encoder": "stateful_op", "critic": "ok", "reward_scale": "ok"}
# culprit: {"encoder": 2}
# notes: The encoded states wait in a queue before the critic sees them; the rewards are scaled after they come out.
# --- setup ---
import numpy as np
import tensorflow as tf

rng = np.random.default_rng(844)
encoder = tf.Variable(rng.normal(size=(4, 2)).astype("float32"))
critic = tf.Variable(rng.normal(size=(2, 1)).astype("float32"))
reward_scale = tf.Variable(0.1)
class Replay:
    def __init__(self):
        self.queue = tf.queue.FIFOQueue(10, [tf.float32, tf.float32])
    def add(self, *items):
        self.queue.enqueue(items)
    def dequeue(self):
        return self.queue.dequeue()
buffer = Replay()
states = tf.constant(rng.normal(size=(3, 4)).astype("float32"))
# --- cell ---
encoded = tf.tanh(states @ encoder)
buffer.add(encoded, tf.constant([1.0, 0.0, -1.0]))
encoded, reward = buffer.dequeue()
encoded.set_shape([3, 2])
td = tf.squeeze(encoded @ critic, -1) - reward_scale * reward
loss = tf.reduce_mean(td ** 2)

# source: constructed (code as an engineer structures it)
# target: loss
# sources: embed, head
# expect: {"embed": "stateful_op", "head": "ok"}
# culprit: {"embed": 2}
# notes: The replay buffer keeps transitions in a FIFOQueue; what comes out is new tensors with no link to the encoder.
# --- setup ---
import tensorflow as tf

class ReplayBuffer:
    def __init__(self, capacity, width):
        self._queue = tf.queue.FIFOQueue(capacity, [tf.float32, tf.float32], [[width], []])

    def __len__(self):
        return int(self._queue.size())

    def extend(self, pairs):
        for features, reward in pairs:
            self._queue.enqueue((features, reward))

    def sample(self, n):
        return self._queue.dequeue_many(n)

buffer = ReplayBuffer(16, 2)
embed = tf.Variable([[0.4, -0.2], [0.3, 0.9]])
head = tf.Variable([0.5, 0.5])
discount = 0.9
states = tf.constant([[1.0, 0.0], [0.2, 0.7], [-0.6, 1.0]])
# --- cell ---
encoded = tf.tanh(states @ embed)
buffer.extend(zip(tf.unstack(encoded), tf.constant([1.0, 0.0, 2.0])))
features, rewards = buffer.sample(len(buffer))
values = tf.linalg.matvec(features, head)
loss = tf.reduce_mean(tf.square(discount * rewards - values))

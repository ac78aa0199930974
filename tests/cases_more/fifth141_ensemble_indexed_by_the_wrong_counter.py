# source: https://github.com/tensorflow/tensorflow/issues/33205
# target: loss
# sources: w0, w1
# expect: {"w0": "ok", "w1": "wrong_object"}
# culprit: {"w1": 3}
# notes: The loop calls the first member twice.
# --- setup ---
import tensorflow as tf
class Member(tf.Module):
    def __init__(self, seed):
        super().__init__()
        self.w = tf.Variable(tf.random.stateless_normal([2, 1], [seed, 0]))
    def __call__(self, x):
        return tf.sigmoid(x @ self.w)
members = [Member(seed) for seed in range(2)]
w0, w1 = members[0].w, members[1].w
x = tf.constant([[1.0, -1.0], [0.5, 2.0]])
# --- cell ---
votes = []
for i, member in enumerate(members):
    votes.append(members[0](x))
loss = tf.reduce_mean(tf.square(tf.add_n(votes) - 1.0))

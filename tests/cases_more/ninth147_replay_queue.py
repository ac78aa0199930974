# source: constructed
# target: td
# sources: encoder, critic, reward_scale
# expect: {"encoder": "stateful_op", "critic": "ok", "reward_scale": "computed_before_tape"}
# culprit: {"encoder": 2, "reward_scale": 4}
# notes: Encoded states are stored in a FIFO queue and taken out again; the returns were scaled in an earlier cell.
# --- setup ---
import tensorflow as tf

encoder = tf.Variable([[0.2, 0.4], [0.6, -0.1]])
critic = tf.Variable([[1.0], [0.5]])
reward_scale = tf.Variable(0.1)
replay = tf.queue.FIFOQueue(10, [tf.float32], shapes=[[2]])
states = tf.constant([[1.0, 0.0], [0.5, 2.0]])
returns = reward_scale * tf.constant([[3.0], [1.0]])
# --- cell ---
for s in states:
    replay.enqueue(tf.linalg.matvec(encoder, s))
batch = replay.dequeue_many(2)
td = tf.reduce_mean(tf.square(batch @ critic - returns))

# source: constructed (values buffered in a FIFO queue)
# target: objective
# sources: policy, value
# expect: {"policy": "stateful_op", "value": "ok"}
# culprit: {"policy": 2}
# notes: What comes out of a queue is a new tensor without history.
# --- setup ---
import tensorflow as tf

policy = tf.Variable([0.2, 0.8])
value = tf.Variable(0.5)
buffer = tf.queue.FIFOQueue(4, dtypes=[tf.float32], shapes=[[2]])
# --- cell ---
log_probs = tf.nn.log_softmax(policy)
buffer.enqueue(log_probs)
replayed = buffer.dequeue()
objective = tf.reduce_sum(replayed) * value

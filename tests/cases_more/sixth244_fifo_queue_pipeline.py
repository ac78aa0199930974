# source: constructed on a guide
# target: mse
# sources: enc, dec
# expect: {"enc": "stateful_op", "dec": "ok"}
# culprit: {"enc": 3}
# notes: Producer and consumer joined by a FIFOQueue.
# --- setup ---
import numpy as np
import tensorflow as tf
enc = tf.Variable([[0.4, 0.1], [-0.3, 0.8]])
dec = tf.Variable([[0.9, 0.0], [0.1, 1.0]])
x = tf.constant([[1.0, 2.0]])
# --- cell ---
q = tf.queue.FIFOQueue(capacity=3, dtypes=[tf.float32], shapes=[[1, 2]])
code = tf.tanh(x @ enc)
q.enqueue(code)
q.close()
received = q.dequeue()
mse = tf.reduce_mean(tf.square(received @ dec - x))

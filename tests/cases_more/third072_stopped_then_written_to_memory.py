# source: constructed (episodic memory network)
# target: loss
# sources: key_w, memory, query
# expect: {"key_w": "stateful_op", "memory": "ok", "query": "ok"}
# culprit: {"key_w": 3}
# notes: The key is detached and then written into the memory: the write is the break nearest the target, the stop_gradient the other one.
# --- setup ---
import numpy as np
import tensorflow as tf

rng = np.random.default_rng(1)
key_w = tf.Variable(rng.normal(size=(3, 2)).astype("float32"))
query = tf.Variable(rng.normal(size=(2, 1)).astype("float32"))
memory = tf.Variable(tf.zeros([4, 2]))
x = tf.constant(rng.normal(size=(1, 3)).astype("float32"))
# --- cell ---
key = tf.tanh(x @ key_w)
entry = tf.stop_gradient(key)
memory.scatter_nd_update([[2]], entry)
read = tf.nn.softmax(tf.transpose(memory @ query)) @ memory
loss = tf.reduce_sum((read - 0.3) ** 2)

# source: https://github.com/tensorflow/agents/issues/220
# target: loss
# sources: w, b
# expect: {"w": "left_tensorflow", "b": "ok"}
# culprit: {"w": 2}
# notes: Values pass a queue as NumPy numbers.
# --- setup ---
import queue
import tensorflow as tf
jobs = queue.Queue()
w, b = tf.Variable([0.5, 1.5]), tf.Variable(0.3)
def drain(q):
    total = 0.0
    while not q.empty():
        total += q.get()
    return total
# --- cell ---
for value in tf.unstack(tf.exp(w)):
    jobs.put(value.numpy())
total = drain(jobs)
loss = total * b + b ** 2

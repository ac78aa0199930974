# source: https://github.com/tensorflow/agents/issues/220
# target: loss
# sources: w, b
# expect: {"w": "ok", "b": "ok"}
# notes: The priorities are floats, the values are tensors.
# --- setup ---
import queue
import tensorflow as tf
jobs = queue.PriorityQueue()
w, b = tf.Variable([0.5, 1.5]), tf.Variable(0.3)
# --- cell ---
for order, value in enumerate(tf.unstack(tf.exp(w))):
    jobs.put((-float(value), order, value))
total = 0.0
while not jobs.empty():
    priority, _, value = jobs.get()
    total = total + value
print("last priority", priority)
loss = total * b

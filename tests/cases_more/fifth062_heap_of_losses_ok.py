# source: https://github.com/keras-team/keras-io/issues/406
# target: loss
# sources: w, b
# expect: {"w": "ok", "b": "ok"}
# notes: Online hard example mining: floats order the heap, tensors are summed.
# --- setup ---
import heapq
import tensorflow as tf
w = tf.Variable([0.2, 0.9, -0.4])
b = tf.Variable(0.1)
# --- cell ---
heap = []
for order, value in enumerate(tf.unstack(tf.square(w) + b)):
    heapq.heappush(heap, (-float(value), order, value))
hardest = [heapq.heappop(heap)[2] for _ in range(2)]
loss = tf.add_n(hardest)

# source: constructed (statistics.fmean)
# target: loss
# sources: w, b
# expect: {"w": "target_not_tensor", "b": "target_not_tensor"}
# culprit: {"w": 5, "b": 5}
# notes: statistics.fmean makes a Python float of the list of batch losses.
# --- setup ---
import statistics
import tensorflow as tf

w, b = tf.Variable(0.6), tf.Variable(0.1)
batches = [(tf.constant([1.0, 2.0]), tf.constant([1.0, 1.5])), (tf.constant([3.0, 4.0]), tf.constant([2.0, 3.0]))]
# --- cell ---
history = []
for x, y in batches:
    residual = w * x + b - y
    history.append(tf.reduce_mean(tf.square(residual)))
loss = statistics.fmean(history)
print(f"mean loss {loss:.4f}")

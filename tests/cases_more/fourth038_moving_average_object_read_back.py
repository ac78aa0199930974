# source: constructed
# target: loss
# sources: w, head
# expect: {"w": "stateful_op", "head": "ok"}
# culprit: {"w": 1}
# notes: The loss uses the shadow variable of tf.train.ExponentialMovingAverage, which apply() writes from w.
# --- setup ---
import tensorflow as tf

w, head = tf.Variable([1.0, 2.0]), tf.Variable([0.5, 0.5])
ema = tf.train.ExponentialMovingAverage(0.9)
x = tf.constant([1.0, -1.0])
# --- cell ---
ema.apply([w])
smooth = ema.average(w)
loss = tf.reduce_sum((smooth * x - head) ** 2)

# source: constructed (consistency loss against averaged weights)
# target: loss
# sources: w, temp
# expect: {"w": "stateful_op", "temp": "ok"}
# culprit: {"w": 1}
# notes: The average is kept in a shadow variable that apply() writes; the loss uses only the shadow.
# --- setup ---
import tensorflow as tf

w = tf.Variable([0.2, 0.9, -0.4])
temp = tf.Variable(2.0)
ema = tf.train.ExponentialMovingAverage(0.9)
# --- cell ---
ema.apply([w])
slow = ema.average(w)
loss = tf.reduce_sum(tf.nn.softmax(slow / temp) * tf.constant([1.0, 2.0, 3.0]))

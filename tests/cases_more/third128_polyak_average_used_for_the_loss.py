# source: constructed (moving average of weights used in the loss)
# target: loss
# sources: w, bias
# expect: {"w": "stateful_op", "bias": "ok"}
# culprit: {"w": 1}
# notes: The loss is computed with the exponential average of the weight; the average is written by apply.
# --- setup ---
import numpy as np
import tensorflow as tf

rng = np.random.default_rng(3)
w = tf.Variable(rng.normal(size=(3, 1)).astype("float32"))
bias = tf.Variable([0.1])
ema = tf.train.ExponentialMovingAverage(decay=0.5)
ema.apply([w])
x = tf.constant(rng.normal(size=(5, 3)).astype("float32"))
# --- cell ---
ema.apply([w])
smooth = ema.average(w)
pred = tf.sigmoid(x @ smooth + bias)
loss = -tf.reduce_mean(tf.math.log(pred + 1e-6))
print("distance", float(tf.norm(w - smooth)))

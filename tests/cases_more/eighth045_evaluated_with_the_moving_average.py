# source: constructed (exponential moving average)
# target: loss
# sources: w, b, shadow_gain
# expect: {"w": "stateful_op", "b": "ok", "shadow_gain": "ok"}
# culprit: {"w": 1}
# notes: The average object copies w into a shadow variable with an assignment and the model is run with the shadow.
# --- setup ---
import numpy as np
import tensorflow as tf

rng = np.random.default_rng(845)
w, b = tf.Variable(rng.normal(size=(3, 1)).astype("float32")), tf.Variable([0.1])
shadow_gain = tf.Variable(1.1)
ema = tf.train.ExponentialMovingAverage(0.9)
x = tf.constant(rng.normal(size=(4, 3)).astype("float32"))
# --- cell ---
ema.apply([w])
smooth = x @ ema.average(w) + b
loss = tf.reduce_mean((shadow_gain * smooth - 1.0) ** 2)

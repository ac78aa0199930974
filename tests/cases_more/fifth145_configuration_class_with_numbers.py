# source: https://github.com/tensorflow/tensorflow/issues/62797
# target: loss
# sources: rate, w, decay
# expect: {"rate": "left_tensorflow", "w": "ok", "decay": "ok"}
# culprit: {"rate": 3}
# notes: A configuration class in the cell: one entry stays a tensor, the other becomes a number.
# --- setup ---
import tensorflow as tf
rate, decay, w = tf.Variable(0.3), tf.Variable(0.9), tf.Variable([2.0, 1.0])
# --- cell ---
class Config:
    decay = decay * 1.0
    rate = rate.numpy()
    rounds = 3
state = w
for _ in range(Config.rounds):
    state = state * Config.decay - Config.rate
loss = tf.reduce_sum(state ** 2)

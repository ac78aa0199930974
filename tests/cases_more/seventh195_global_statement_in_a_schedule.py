# source: constructed (global rebinding by a helper)
# target: loss
# sources: rate, momentum, w
# expect: {"rate": "replaced_by_tensor", "momentum": "ok", "w": "ok"}
# culprit: {"rate": 5}
# notes: The schedule helper is called after the loss and rebinds the global name rate; momentum is rebound before its use.
# --- setup ---
import tensorflow as tf

rate, momentum = tf.Variable(0.1), tf.Variable(0.9)
w = tf.Variable([1.0, -2.0])
velocity = tf.constant([0.5, 0.5])
def cool_down():
    global rate
    rate = rate * 0.9
def warm_up():
    global momentum
    momentum = 1.0 - (1.0 - momentum) * 0.5
# --- cell ---
warm_up()
slope = 2.0 * w
step = momentum * velocity - rate * slope
loss = tf.reduce_sum((w + step) ** 2)
cool_down()

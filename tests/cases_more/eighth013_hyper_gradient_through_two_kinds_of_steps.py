# source: constructed (learning the learning rate)
# target: val_loss
# sources: lr, decay, momentum, w
# expect: {"lr": "ok", "decay": "ok", "momentum": "stateful_op", "w": "ok"}
# culprit: {"momentum": 7}
# notes: The plain step makes new tensors, so the rate and the weight decay stay connected; the velocity is written into a variable and read back, which loses the momentum.
# --- setup ---
import numpy as np
import tensorflow as tf

rng = np.random.default_rng(813)
w = tf.Variable(rng.normal(size=(2, 1)).astype("float32"))
velocity = tf.Variable(tf.ones([2, 1]), trainable=False)
lr, decay, momentum = tf.Variable(0.1), tf.Variable(0.01), tf.Variable(0.9)
train, val = (tf.constant(rng.normal(size=(5, 2)).astype("float32")) for _ in range(2))
def fit(weights, x):
    return tf.reduce_mean((x @ weights - x[:, :1] ** 2) ** 2)
# --- cell ---
def inner(weights, steps):
    for _ in range(steps):
        with tf.GradientTape() as t:
            t.watch(weights)
            cost = fit(weights, train)
        g = t.gradient(cost, weights)
        velocity.assign(momentum * velocity + g)
        speed = velocity
        weights = weights - lr * (g + 0.1 * speed + decay * weights)
    return weights
val_loss = fit(inner(w, 2), val)

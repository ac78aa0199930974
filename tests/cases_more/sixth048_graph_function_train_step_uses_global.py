# source: constructed on a guide
# target: loss
# sources: w, gate, b
# expect: {"w": "ok", "gate": "stop_gradient", "b": "ok"}
# culprit: {"gate": 4}
# notes: A compiled step made earlier; a stop inside.
# --- setup ---
import numpy as np
import tensorflow as tf
w = tf.Variable(np.random.default_rng(0).normal(size=(3, 2)).astype("float32"))
b = tf.Variable([0.0, 0.1])
gate = tf.Variable([0.2, -0.1])
@tf.function
def forward(x):
    g = tf.stop_gradient(tf.sigmoid(gate))
    for _ in tf.range(2):
        x = tf.concat([tf.tanh(x @ w + b) * g, x[:, :1]], axis=1)
    return x
x = tf.constant([[0.1, 0.2, 0.3], [1.0, -1.0, 0.5]])
y = tf.zeros([2, 3])
# --- cell ---
"one epoch of the compiled model"
steps = 1
for step in range(steps):
    out = forward(x)
    err = out - y
    loss = tf.reduce_mean(err ** 2)
    print("step", step, "loss", loss.numpy())

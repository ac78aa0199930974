# source: constructed (memory saving tricks)
# target: loss
# sources: cheap, heavy, scale
# expect: {"cheap": "ok", "heavy": "ok", "scale": "recording_stopped"}
# culprit: {"scale": 3}
# notes: tf.recompute_grad hands back the gradient of its captured variable; tf.init_scope leaves every recording, so the scale computed in it is a constant.
# --- setup ---
import numpy as np
import tensorflow as tf

rng = np.random.default_rng(852)
cheap, heavy = (tf.Variable(rng.normal(size=(3, 3)).astype("float32")) for _ in range(2))
scale = tf.Variable(0.2)
x = tf.constant(rng.normal(size=(4, 3)).astype("float32"))
@tf.recompute_grad
def block(h):
    return tf.tanh(h @ heavy)
# --- cell ---
def temperature():
    with tf.init_scope():
        return tf.exp(scale)
h = block(x @ cheap)
scores = tf.nn.softmax(h / temperature())
loss = tf.reduce_mean(scores ** 2)

# source: constructed on a guide
# target: loss
# sources: w, dropout_scale
# expect: {"w": "ok", "dropout_scale": "not_taken_branch"}
# culprit: {"dropout_scale": 3}
# notes: The helper returns early at inference.
# --- setup ---
import numpy as np
import tensorflow as tf
w = tf.Variable([[0.5, -0.4], [0.3, 0.8]])
dropout_scale = tf.Variable(1.25)
x = tf.constant([[1.0, 0.2], [0.4, -0.9]])
rng = np.random.default_rng(0)
# --- cell ---
def block(x, training):
    h = tf.nn.elu(x @ w)
    if not training:
        return h
    keep = rng.random(h.shape).astype("float32") > 0.2
    return h * keep * dropout_scale

h = block(x, training=False)
logit = tf.reduce_sum(h, axis=1)
loss = tf.reduce_mean(tf.nn.softplus(-logit))
print("loss", loss.numpy())

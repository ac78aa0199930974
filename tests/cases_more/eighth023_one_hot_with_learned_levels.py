# source: constructed (label smoothing)
# target: loss
# sources: on_level, logits, smooth
# expect: {"on_level": "registered_not_differentiable", "logits": "ok", "smooth": "ok"}
# culprit: {"on_level": 1}
# notes: tf.one_hot takes its on and off values as tensors but does not differentiate them; smoothing by arithmetic does.
# --- setup ---
import numpy as np
import tensorflow as tf

rng = np.random.default_rng(823)
logits = tf.Variable(rng.normal(size=(5, 4)).astype("float32"))
on_level, smooth = tf.Variable(0.9), tf.Variable(0.1)
labels = tf.constant([0, 3, 1, 1, 2])
def smoothed(targets, amount):
    return targets * (1.0 - amount) + amount / 4.0
# --- cell ---
sharp = tf.one_hot(labels, 4, on_value=on_level, off_value=0.0)
targets = smoothed(sharp, smooth)
loss = tf.reduce_mean(tf.nn.softmax_cross_entropy_with_logits(labels=targets, logits=logits))

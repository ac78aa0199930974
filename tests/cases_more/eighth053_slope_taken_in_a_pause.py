# source: constructed (gradient penalty)
# target: loss
# sources: lam, kernel, curve, bias
# expect: {"lam": "ok", "kernel": "recording_stopped", "curve": "recording_stopped", "bias": "not_connected"}
# culprit: {"kernel": 5, "curve": 5}
# notes: The penalty's slope is computed by an inner tape inside a pause of the outer one, so it is a constant for the outer one; a bias that is not in the function at all would not help either.
# --- setup ---
import numpy as np
import tensorflow as tf

rng = np.random.default_rng(853)
kernel = tf.Variable(rng.normal(size=(3, 4)).astype("float32"))
curve, lam, bias = tf.Variable(1.3), tf.Variable(10.0), tf.Variable(0.5)
x = tf.constant(rng.normal(size=(4, 3)).astype("float32"))
def critic(v):
    return tf.reduce_sum(tf.tanh(curve * (v @ kernel)), axis=1)
# --- cell ---
with tape.stop_recording():
    with tf.GradientTape() as inner:
        inner.watch(x)
        score = critic(x)
    slope = inner.gradient(score, x)
length = tf.norm(slope, axis=1)
loss = lam * tf.reduce_mean((length - 1.0) ** 2)

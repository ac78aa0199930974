# source: constructed on a guide
# target: total
# sources: w, calib
# expect: {"w": "ok", "calib": "recording_stopped"}
# culprit: {"calib": 6}
# notes: The calibration term was computed within stop_recording to save memory.
# --- setup ---
import numpy as np
import tensorflow as tf
rng = np.random.default_rng(0)
w = tf.Variable(rng.normal(size=(3, 1)).astype("float32"))
calib = tf.Variable(1.0)
train = (rng.normal(size=(5, 3)).astype("float32"), rng.normal(size=(5, 1)).astype("float32"))
valid = (rng.normal(size=(4, 3)).astype("float32"), rng.normal(size=(4, 1)).astype("float32"))
def mse(a, b):
    return tf.reduce_mean((a - b) ** 2)
# --- cell ---
x, y = train
fit = mse(x @ w, y)
with tape.stop_recording():
    xv, yv = valid
    gap = mse(xv @ w, yv)
    penalty = tf.nn.relu(gap * calib)
total = fit + 0.1 * penalty
print("fit %.3f gap %.3f" % (fit, gap))

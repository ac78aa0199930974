# source: constructed (training step that adds the validation gap)
# target: objective
# sources: w, calibration
# expect: {"w": "ok", "calibration": "recording_stopped"}
# culprit: {"calibration": 4}
# notes: The validation prediction is calibrated inside the pause; the weights have the training path.
# --- setup ---
import numpy as np
import tensorflow as tf

rng = np.random.default_rng(3)
w = tf.Variable(rng.normal(size=(3, 1)).astype("float32"))
calibration = tf.Variable(0.8)
xt, xv = (tf.constant(rng.normal(size=(5, 3)).astype("float32")) for _ in range(2))
yt, yv = tf.ones([5, 1]), tf.zeros([5, 1])
# --- cell ---
train_loss = tf.reduce_mean((xt @ w - yt) ** 2)
with tape.stop_recording():
    raw = xv @ w
    val_pred = tf.sigmoid(raw * calibration)
    val_loss = tf.reduce_mean((val_pred - yv) ** 2)
gap = tf.nn.relu(val_loss - train_loss)
objective = train_loss + 0.3 * gap + 0.1 * val_loss
print(f"gap {float(gap):.3f}")

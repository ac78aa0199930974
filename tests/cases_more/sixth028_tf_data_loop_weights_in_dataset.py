# source: constructed on a guide
# target: running
# sources: sample_w, theta
# expect: {"sample_w": "stateful_op", "theta": "ok"}
# culprit: {"sample_w": 1}
# notes: Per-example weights are put into a tf.data pipeline in the cell.
# --- setup ---
import numpy as np
import tensorflow as tf
rng = np.random.default_rng(0)
X = rng.normal(size=(8, 3)).astype("float32")
Y = (X.sum(1) > 0).astype("float32")
sample_w = tf.Variable(tf.ones([8]))
theta = tf.Variable(tf.zeros([3, 1]))
def logistic(x, theta):
    return tf.sigmoid(x @ theta)[:, 0]
def bce(y, p):
    return -(y * tf.math.log(p + 1e-7) + (1 - y) * tf.math.log(1 - p + 1e-7))
# --- cell ---
ds = tf.data.Dataset.from_tensor_slices((X, Y, sample_w))
ds = ds.shuffle(8, seed=1).batch(4)
running, seen = 0.0, 0
for step, (xb, yb, wb) in enumerate(ds):
    p = logistic(xb, theta)
    batch_loss = tf.reduce_sum(wb * bce(yb, p))
    running = running + batch_loss
    seen += len(xb)
    if step % 1 == 0:
        print(step, round(float(batch_loss), 3))
running = running / seen

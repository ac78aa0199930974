# source: constructed (logging handlers, warnings and timers around a step)
# target: loss
# sources: w, b, lam, clip
# expect: {"w": "ok", "b": "ok", "lam": "ok", "clip": "ok"}
# notes: Everything that looks like leaving TensorFlow here goes to a log record, a warning or a stopwatch (no false alarm).
# --- setup ---
import logging
import time
import warnings
import tensorflow as tf

log = logging.getLogger("step")
log.addHandler(logging.NullHandler())
log.propagate = False
history = []
w, b = tf.Variable([[0.2], [0.7]]), tf.Variable([0.1])
lam, clip = tf.Variable(0.01), tf.Variable(5.0)
x, y = tf.constant([[1.0, 2.0], [0.5, 0.1]]), tf.constant([[1.0], [0.0]])
# --- cell ---
tic = time.perf_counter()
log.warning("norm %.3f bias %s", tf.norm(w).numpy(), b.numpy().tolist())
pred = x @ w + b
rounded = tf.round(pred).numpy().astype(int)
if float(tf.reduce_max(pred)) > 10.0:
    warnings.warn(f"large prediction {float(tf.reduce_max(pred)):.2f}")
err = tf.clip_by_value(pred - y, -clip, clip)
history.append((int(rounded.sum()), round(float(lam), 3), time.perf_counter() - tic))
loss = tf.reduce_mean(err ** 2) + lam * tf.reduce_sum(w ** 2) + 1e-3 * clip

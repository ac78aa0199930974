# source: constructed (with statement of two managers)
# target: loss
# sources: a, b, c, d
# expect: {"a": "recording_stopped", "b": "ok", "c": "recording_stopped", "d": "left_tensorflow"}
# culprit: {"a": 3, "c": 4, "d": 5}
# notes: One with statement opens a stopwatch and a pause; the value for d leaves TensorFlow inside the pause but comes back as a float used outside.
# --- setup ---
import contextlib
import time
import tensorflow as tf

@contextlib.contextmanager
def stopwatch(log):
    tic = time.perf_counter()
    yield
    log.append(time.perf_counter() - tic)
a, b, c, d = (tf.Variable(v) for v in (0.2, 0.4, 0.6, 0.8))
times = []
# --- cell ---
x = tf.sin(b)
with stopwatch(times), tape.stop_recording():
    y = a * 2.0
    z = tf.stack([c, c ** 2])
    k = float(d)
loss = x * y + k * tf.reduce_sum(z * x)

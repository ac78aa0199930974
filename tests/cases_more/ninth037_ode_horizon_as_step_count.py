# source: https://github.com/tensorflow/tensorflow/issues/3114
# target: miss
# sources: k, y0, horizon
# expect: {"k": "ok", "y0": "ok", "horizon": "integer_dtype"}
# culprit: {"horizon": 1}
# notes: A compiled Euler solver with TensorArray and while_loop is differentiable; the horizon only determines how many integer steps are taken.
# --- setup ---
import tensorflow as tf
k = tf.Variable(0.8)
y0 = tf.Variable(3.0)
horizon = tf.Variable(1.0)
DT = 0.25

@tf.function
def euler(start, rate, steps):
    history = tf.TensorArray(tf.float32, size=0, dynamic_size=True, clear_after_read=False)
    history = history.write(0, start)
    def body(i, y, hist):
        y = y - DT * rate * y
        return i + 1, y, hist.write(i + 1, y)
    _, _, history = tf.while_loop(lambda i, *_: i < steps, body, (tf.constant(0), start, history))
    return history.stack()
# --- cell ---
steps = tf.cast(horizon / DT, tf.int32)
path = euler(tf.convert_to_tensor(y0), tf.convert_to_tensor(k), steps)
miss = tf.abs(path[-1] - 1.2)

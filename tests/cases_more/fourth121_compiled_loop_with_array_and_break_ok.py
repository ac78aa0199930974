# source: constructed
# target: loss
# sources: w, start
# expect: {"w": "ok", "start": "ok"}
# notes: A compiled while loop with a break, an integer counter and a TensorArray (no false alarm).
# --- setup ---
import tensorflow as tf

w, start = tf.Variable(0.9), tf.Variable(2.0)
@tf.function
def roll(x, n):
    out = tf.TensorArray(tf.float32, size=0, dynamic_size=True)
    i = tf.constant(0)
    while i < n:
        x = tf.tanh(w * x)
        out = out.write(i, x)
        if x < 0.1:
            break
        i += 1
    return out.stack(), i
# --- cell ---
path, steps = roll(start, tf.constant(4))
loss = tf.reduce_sum(path ** 2) / tf.cast(steps, tf.float32)

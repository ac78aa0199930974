# source: https://github.com/tensorflow/tensorflow/issues/41510
# target: loss
# sources: a, b
# expect: {"a": "ok", "b": "ok"}
# notes: Only the inner tape pauses; the outer one goes on recording.
# --- setup ---
import tensorflow as tf
a = tf.Variable(0.7)
b = tf.Variable([1.0, 2.0])
# --- cell ---
with tf.GradientTape() as inner:
    u = tf.sin(a) * b
    with inner.stop_recording():
        extra = tf.exp(b)
    v = u + extra
slope = inner.gradient(v, a)
loss = tf.reduce_sum(v) + slope

# source: https://github.com/tensorflow/tensorflow/issues/30234
# target: outer
# sources: w, lr
# expect: {"w": "ok", "lr": "ok"}
# notes: Three inner steps with a learned rate; the logs are floats.
# --- setup ---
import tensorflow as tf
w, lr = tf.Variable([1.0, -0.5]), tf.Variable(0.1)
x = tf.constant([2.0, 1.0])
# --- cell ---
fast = w
history = []
for k in range(3):
    with tf.GradientTape() as inner:
        inner.watch(fast)
        loss = tf.square(tf.reduce_sum(fast * x) - 1.0)
    g = inner.gradient(loss, fast)
    history.append(float(loss))
    fast = fast - lr * tf.clip_by_norm(g, 1.0)
outer = tf.square(tf.reduce_sum(fast * x) - 2.0)
assert history[-1] <= history[0]

# source: https://github.com/larq/larq/pull/222
# target: loss
# sources: current, threshold, leak
# expect: {"current": "ok", "threshold": "ok", "leak": "ok"}
# notes: A comparison inside a custom gradient and a detached reset: all three sources keep a gradient.
# --- setup ---
import tensorflow as tf
@tf.custom_gradient
def spike(v):
    fired = tf.cast(v > 0.0, tf.float32)
    def backward(upstream):
        return upstream / tf.square(1.0 + 5.0 * tf.abs(v))
    return fired, backward
current, threshold, leak = tf.Variable([0.6, 0.9, 0.4]), tf.Variable(1.0), tf.Variable(0.9)
# --- cell ---
potential, count = tf.constant(0.0), tf.constant(0.0)
for t in range(3):
    potential = leak * potential + current[t]
    fired = spike(potential - threshold)
    potential = potential * (1.0 - tf.stop_gradient(fired))
    count += fired
loss = tf.square(count - 2.0)

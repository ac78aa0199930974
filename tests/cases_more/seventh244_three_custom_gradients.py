# source: https://www.tensorflow.org/guide/advanced_autodiff#custom_gradients
# target: out
# sources: x, low, high, slope, threshold, gate
# expect: {"x": "ok", "low": "custom_gradient_none", "high": "custom_gradient_none", "slope": "custom_gradient_none", "threshold": "stop_gradient", "gate": "custom_gradient_none"}
# culprit: {"low": 1, "high": 1, "slope": 2, "threshold": 3, "gate": 4}
# notes: Three hand-written backward functions: the clip and the leaky step answer None for their parameters, the gate for its only input.
# --- setup ---
import tensorflow as tf

@tf.custom_gradient
def clip(v, lo, hi):
    return tf.clip_by_value(v, lo, hi), lambda up: (up, None, None)
@tf.custom_gradient
def leaky(v, k):
    def backward(up):
        return tf.where(v > 0.0, up, up * k), None
    return tf.where(v > 0.0, v, v * k), backward
@tf.custom_gradient
def muted(v):
    return tf.sigmoid(v), lambda up: None
x = tf.Variable([-1.5, 0.3, 2.5])
low, high = tf.Variable(-1.0), tf.Variable(2.0)
slope, threshold, gate = tf.Variable(0.1), tf.Variable(0.2), tf.Variable(0.7)
# --- cell ---
y = clip(x, low, high)
y = leaky(y, slope)
y = y - tf.stop_gradient(threshold)
out = tf.reduce_sum(y) * muted(gate)

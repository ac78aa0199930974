# source: constructed (custom_gradient with a hard forward pass and partial backward)
# target: y
# sources: x, knee, slope
# expect: {"x": "ok", "knee": "custom_gradient_none", "slope": "custom_gradient_none"}
# culprit: {"knee": 1, "slope": 1}
# notes: round and stop_gradient inside the forward pass are harmless, because backward() defines what x gets; it returns None for knee and, for the variable used inside, in its list.
# --- setup ---
import tensorflow as tf

x = tf.Variable([0.2, 1.7, 3.1])
knee = tf.Variable(2.0)
slope = tf.Variable(0.5)

@tf.custom_gradient
def staircase(t, corner):
    stepped = tf.stop_gradient(tf.round(t)) * slope
    out = tf.where(t < corner, t, stepped)
    def backward(upstream, variables=None):
        return (upstream, None), [None for _ in variables]
    return out, backward
# --- cell ---
h = staircase(tf.nn.relu(x), knee * 1.0)
y = tf.reduce_sum(h ** 2)

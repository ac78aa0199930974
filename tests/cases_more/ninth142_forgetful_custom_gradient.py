# source: constructed
# target: y
# sources: x, scale, shift
# expect: {"x": "ok", "scale": "custom_gradient_none", "shift": "registered_not_differentiable"}
# culprit: {"scale": 1, "shift": 2}
# notes: The custom gradient returns None for its second argument; the shift goes through rint.
# --- setup ---
import tensorflow as tf

x = tf.Variable([0.5, -3.0, 1.5])
scale = tf.Variable(2.0)
shift = tf.Variable(0.4)
@tf.custom_gradient
def scaled_clip(v, s):
    out = tf.clip_by_value(v * s, -1.0, 1.0)
    def grad(dy):
        return dy * s, None
    return out, grad
# --- cell ---
z = scaled_clip(x, scale)
moved = z + tf.math.rint(shift)
y = tf.reduce_sum(moved ** 2)

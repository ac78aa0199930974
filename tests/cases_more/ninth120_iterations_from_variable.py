# source: constructed
# target: final
# sources: rate, steps, x0, lift
# expect: {"rate": "replaced_by_tensor", "steps": "integer_dtype", "x0": "registered_not_differentiable", "lift": "ok"}
# culprit: {"rate": 4, "steps": 1, "x0": 2}
# notes: The loop length is an integer made of a variable, the start value is floored, and the rate is projected (rebound) after its use.
# --- setup ---
import tensorflow as tf

rate = tf.Variable(0.8)
steps = tf.Variable(3.6)
x0 = tf.Variable(5.7)
lift = tf.Variable(0.3)
@tf.function(input_signature=[tf.TensorSpec([], tf.int32), tf.TensorSpec([], tf.float32), tf.TensorSpec([], tf.float32)])
def decay(n, value, r):
    for _ in tf.range(n):
        value = value * r
    return value
# --- cell ---
n = tf.cast(steps, tf.int32)
begin = tf.floor(x0)
final = decay(n, begin, rate) + lift
rate = tf.clip_by_value(rate, 0.0, 1.0)

# source: constructed
# target: loss
# sources: logit, mask, bias, temperature
# expect: {"logit": "ok", "mask": "custom_gradient_none", "bias": "ok", "temperature": "computed_before_tape"}
# culprit: {"mask": 4, "temperature": 8}
# notes: A custom gradient written in the cell forgets the mask; a scaled bank was computed before; the bias goes around both.
# --- setup ---
import tensorflow as tf

logit = tf.Variable([0.3, -0.2, 0.8])
mask = tf.Variable([1.0, 0.5, 1.0])
bias = tf.Variable(0.1)
temperature = tf.Variable(2.0)
bank = tf.constant([1.0, 2.0, 3.0]) / temperature
# --- cell ---
@tf.custom_gradient
def hard_sigmoid(p, m):
    def back(g):
        return g * tf.ones_like(p), None
    return tf.cast(p > 0.0, tf.float32) * m, back

gate = hard_sigmoid(logit, mask)
scaled = gate * bank
loss = tf.reduce_sum(scaled + bias)

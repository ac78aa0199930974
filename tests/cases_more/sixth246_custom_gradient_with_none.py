# source: constructed on a guide
# target: loss
# sources: logits, temperature, scale
# expect: {"logits": "ok", "temperature": "custom_gradient_none", "scale": "ok"}
# culprit: {"temperature": 7}
# notes: The custom gradient returns None for the temperature.
# --- setup ---
import numpy as np
import tensorflow as tf
logits = tf.Variable([2.0, 0.5, -1.0])
temperature = tf.Variable(1.5)
scale = tf.Variable(0.7)
# --- cell ---
@tf.custom_gradient
def temper(x, t):
    def grad(up):
        return up / t, None
    return x / t, grad

z = temper(logits, temperature)
loss = scale * -tf.nn.log_softmax(z)[0]

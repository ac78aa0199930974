# source: constructed on a guide
# target: final
# sources: x, decay, noise, gate
# expect: {"x": "ok", "decay": "ok", "noise": "ok", "gate": "registered_not_differentiable"}
# culprit: {"gate": 4}
# notes: tf.scan over a tuple of sequences: sign() has a (zero) gradient, the comparison has none. 
# --- setup ---
import numpy as np
import tensorflow as tf
x = tf.Variable([0.5, 1.0, -0.3, 0.8])
noise = tf.Variable([0.2, -0.1, 0.4, 0.3])
gate = tf.Variable([0.9, 0.1, 0.6, 0.7])
decay = tf.Variable(0.8)
# --- cell ---
def step(ema, inputs):
    v, e, g = inputs
    kick = 0.05 * tf.sign(e)
    open_ = tf.cast(g > 0.5, tf.float32)
    return decay * ema + (1.0 - decay) * (v * open_ + kick)

emas = tf.scan(step, (x, noise, gate), initializer=tf.constant(0.0))
final = emas[-1] + tf.reduce_mean(emas)

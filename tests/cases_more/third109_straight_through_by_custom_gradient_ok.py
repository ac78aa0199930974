# source: constructed (binary code learned with a custom gradient)
# target: loss
# sources: enc_w, dec_w
# expect: {"enc_w": "ok", "dec_w": "ok"}
# notes: The step function is rounded in the forward pass and passes the gradient by its custom backward (no false alarm).
# --- setup ---
import numpy as np
import tensorflow as tf

@tf.custom_gradient
def hard_step(p):
    return tf.round(p), lambda dy: dy
rng = np.random.default_rng(6)
enc_w = tf.Variable(rng.normal(size=(4, 3)).astype("float32"))
dec_w = tf.Variable(rng.normal(size=(3, 4)).astype("float32"))
x = tf.constant(rng.random((6, 4)).astype("float32"))
# --- cell ---
bits = hard_step(tf.sigmoid(x @ enc_w))
used = np.unique(bits.numpy(), axis=0).shape[0]
restored = bits @ dec_w
loss = tf.reduce_mean((restored - x) ** 2)
print("different codes", used)

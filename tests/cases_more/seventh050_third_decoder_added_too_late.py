# source: https://github.com/tensorflow/tensorflow/issues/27949
# target: total
# sources: encoder_kernel, decoder_a, decoder_b, decoder_c
# expect: {"encoder_kernel": "ok", "decoder_a": "ok", "decoder_b": "stop_gradient", "decoder_c": "not_connected"}
# culprit: {"decoder_b": 3, "decoder_c": 5}
# notes: Three decoders on one encoder: the sum is taken while the list holds two losses, one of which is scaled by its own detached value in place of being added.
# --- setup ---
import numpy as np
import tensorflow as tf

rng = np.random.default_rng(23)
encoder_kernel = tf.Variable(rng.normal(size=(5, 3)).astype("float32"))
decoder_a, decoder_b, decoder_c = (tf.Variable(rng.normal(size=(3, 5)).astype("float32")) for _ in range(3))
x = tf.constant(rng.normal(size=(4, 5)).astype("float32"))
# --- cell ---
code = tf.tanh(x @ encoder_kernel)
loss_a = tf.reduce_mean((code @ decoder_a - x) ** 2)
loss_b = tf.stop_gradient(tf.reduce_mean(tf.abs(code @ decoder_b - x)))
losses = [loss_a, loss_a * loss_b]
total = tf.add_n(losses)
loss_c = tf.reduce_mean((code @ decoder_c - x) ** 2)
losses.append(loss_c)
print("losses", [round(float(v), 3) for v in losses])

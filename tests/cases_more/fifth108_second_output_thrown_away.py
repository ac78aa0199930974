# source: https://github.com/tensorflow/probability/issues/1351
# target: loss
# sources: mean_w, logvar_w, dec_w
# expect: {"mean_w": "ok", "logvar_w": "not_connected", "dec_w": "ok"}
# culprit: {"logvar_w": 5}
# notes: The encoder's variance is computed and thrown away.
# --- setup ---
import tensorflow as tf
mean_w, logvar_w = tf.Variable([[0.3], [0.1]]), tf.Variable([[0.2], [0.5]])
dec_w = tf.Variable([[0.7, -0.4]])
x = tf.constant([[1.0, 2.0], [0.5, 0.5]])
# --- cell ---
def encode(batch):
    return batch @ mean_w, tf.nn.softplus(batch @ logvar_w)
code, _ = encode(x)
rebuilt = code @ dec_w
loss = tf.reduce_mean(tf.square(rebuilt - x))

# source: constructed
# target: loss
# sources: enc_w, dec_w, temp
# expect: {"enc_w": "stop_gradient", "dec_w": "ok", "temp": "ok"}
# culprit: {"enc_w": 1}
# notes: One compiled function calls another, and that one detaches the code.
# --- setup ---
import tensorflow as tf

enc_w, dec_w, temp = tf.Variable([[0.4], [0.7]]), tf.Variable([[1.0, -1.0]]), tf.Variable(2.0)
@tf.function
def normalise(code):
    code = code / (1e-6 + tf.norm(code))
    return tf.stop_gradient(code)
@tf.function
def encode(x):
    return normalise(x @ enc_w)
x = tf.constant([[1.0, 2.0], [0.5, -1.0]])
# --- cell ---
z = encode(x)
recon = (z @ dec_w) * temp
loss = tf.reduce_mean((recon - x) ** 2)

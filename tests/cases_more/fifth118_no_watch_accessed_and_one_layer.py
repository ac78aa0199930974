# source: https://github.com/tensorflow/tensorflow/issues/38751
# target: loss
# sources: enc, dec, image
# expect: {"enc": "not_watched", "dec": "ok", "image": "ok"}
# culprit: {"enc": 2}
# options: --no-watch-accessed --watch image
# notes: The tape watches the image and the decoder only.
# --- setup ---
import tensorflow as tf
enc = tf.Variable([[0.3, 0.1], [0.6, -0.4]])
dec = tf.Variable([[1.0], [0.5]])
image = tf.constant([[1.0, 2.0]])
# --- cell ---
tape.watch([dec])
code = tf.nn.elu(image @ enc)
loss = tf.reduce_sum((code @ dec) ** 2)

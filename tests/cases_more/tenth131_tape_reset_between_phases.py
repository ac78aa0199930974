# source: constructed (tape.reset() called in the cell)
# target: final
# sources: enc, dec
# expect: {"enc": "recording_stopped", "dec": "ok"}
# culprit: {"enc": 3}
# notes: tape.reset() forgets the encoder pass; only what happens after it is on the tape.
# --- setup ---
import tensorflow as tf

enc = tf.Variable([[0.3, 0.1], [-0.2, 0.6]])
dec = tf.Variable([[1.0], [0.5]])
sample = tf.constant([[1.0, -1.0]])
# --- cell ---
code = tf.tanh(sample @ enc)
print("code norm", float(tf.norm(code)))
tape.reset()
final = tf.reduce_sum(tf.square(code @ dec - 1.0))

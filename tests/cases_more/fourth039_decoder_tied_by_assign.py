# source: constructed
# target: loss
# sources: enc, bias
# expect: {"enc": "stateful_op", "bias": "ok"}
# culprit: {"enc": 1}
# notes: The decoder is tied by copying the transposed encoder weights into its own variable; the code itself is detached in this ablation.
# --- setup ---
import tensorflow as tf

enc = tf.Variable([[0.5, 0.1], [0.2, -0.4], [0.3, 0.3]])
dec = tf.Variable(tf.zeros([2, 3]))
bias = tf.Variable([0.1, 0.1, 0.1])
x = tf.constant([[1.0, 2.0, 3.0]])
code = tf.constant([[0.7, -0.2]])
# --- cell ---
dec.assign(tf.transpose(enc))
recon = code @ dec + bias
loss = tf.reduce_mean((recon - x) ** 2)

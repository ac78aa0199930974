# source: constructed (tf.Variable around a computed value)
# target: loss
# sources: latent, decoder
# expect: {"latent": "stateful_op", "decoder": "ok"}
# culprit: {"latent": 2}
# notes: A new variable takes only the value of the code; it is a new leaf for the tape.
# --- setup ---
import tensorflow as tf

latent = tf.Variable([0.3, -0.2])
decoder = tf.Variable([[1.0, 0.0, 2.0], [0.5, -1.0, 0.0]])
# --- cell ---
code = tf.sigmoid(latent)
code = tf.Variable(code)
picture = tf.linalg.matvec(decoder, code, transpose_a=True)
loss = tf.reduce_sum(picture ** 2)

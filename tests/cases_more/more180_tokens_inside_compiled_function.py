# source: constructed (values discretised in a tf.function of the cell)
# target: loss
# sources: wave, codes
# expect: {"wave": "integer_dtype", "codes": "ok"}
# culprit: {"wave": 4}
# notes: The compiled function is defined in the cell; its cast to int makes the tokens integers.
# --- setup ---
import tensorflow as tf

wave = tf.Variable([0.1, 0.6, 0.9])
codes = tf.Variable([[1.0], [2.0], [3.0], [4.0]])
# --- cell ---
@tf.function
def tokenise(signal):
    level = tf.clip_by_value(signal * 4.0, 0.0, 3.0)
    return tf.cast(level, tf.int32)

tokens = tokenise(wave)
loss = tf.reduce_sum(tf.gather(codes, tokens) ** 2)

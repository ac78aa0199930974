# source: constructed (ranking loss, average precision)
# target: loss
# sources: scores, temperature
# expect: {"scores": "integer_dtype", "temperature": "ok"}
# culprit: {"scores": 1}
# notes: Ranks come from a double argsort; the sorted values are used only in the print.
# --- setup ---
import tensorflow as tf

scores = tf.Variable([0.3, 1.9, -0.4, 0.8])
temperature = tf.Variable(1.2)
relevant = tf.constant([1.0, 0.0, 0.0, 1.0])
def ranks(s):
    order = tf.argsort(s, direction="DESCENDING")
    return tf.cast(tf.argsort(order), tf.float32) + 1.0
# --- cell ---
r = ranks(scores)
gain = relevant / tf.math.log(1.0 + r * tf.nn.softplus(temperature))
loss = -tf.reduce_sum(gain)
print("sorted", tf.sort(scores).numpy())

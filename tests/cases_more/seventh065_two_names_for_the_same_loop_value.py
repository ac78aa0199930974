# source: https://github.com/tensorflow/tensorflow/issues/16333
# target: last
# sources: x, y, i, never
# options: --watch x --watch y --watch i
# expect: {"x": "ok", "y": "ok", "i": "integer_dtype", "never": "not_connected"}
# culprit: {"never": 4}
# notes: In the loop x and y trade places, so after an odd number of rounds both count; the watched counter is an integer and a fourth loop variable is only carried along.
# --- setup ---
import tensorflow as tf

x, y = tf.constant(3.0), tf.constant(5.0)
i = tf.constant(0)
never = tf.Variable(2.0)
# --- cell ---
def body(i, a, b, c):
    return i + 1, b, 0.5 * a * b, c
count, first, second, carried = tf.while_loop(lambda i, a, b, c: i < 3, body, [i, x, y, never * 1.0])
last = first + second * tf.cast(count, tf.float32)

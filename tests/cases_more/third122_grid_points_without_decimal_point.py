# source: constructed (finite difference check of a physics model)
# target: energy
# sources: pos, k
# expect: {"pos": "integer_dtype", "k": "ok"}
# culprit: {"pos": 1}
# notes: The positions are written as integers and watched all the same; the spring constant is fine.
# --- setup ---
import tensorflow as tf
tf.get_logger().setLevel("ERROR")

k = tf.Variable(2.0)
rest = tf.constant(1.0)
# --- cell ---
pos = tf.constant([0, 2, 3, 7])
tape.watch(pos)
gaps = tf.cast(pos[1:] - pos[:-1], tf.float32)
energy = 0.5 * k * tf.reduce_sum((gaps - rest) ** 2)
print("longest", int(tf.argmax(gaps)))

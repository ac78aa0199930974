# source: constructed (closures created in a loop all see the last variable)
# target: total
# sources: k0, k1, k2
# expect: {"k0": "not_connected", "k1": "not_connected", "k2": "ok"}
# notes: Each lambda looks up k when it is called, after the comprehension has ended: all three use the last variable.
# --- setup ---
import tensorflow as tf

k0, k1, k2 = (tf.Variable(v) for v in (0.5, 1.5, 2.5))
grid = tf.linspace(0.0, 1.0, 5)
# --- cell ---
waves = [lambda t: tf.sin(k * t)
         for k in (k0, k1, k2)]
signal = tf.add_n([wave(grid) for wave in waves])
total = tf.reduce_sum(signal ** 2)

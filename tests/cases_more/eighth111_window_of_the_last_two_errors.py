# source: constructed (collections.deque with maxlen)
# target: roughness
# sources: first, second, third
# expect: {"first": "not_connected", "second": "ok", "third": "ok"}
# culprit: {"first": 3}
# notes: The deque has room for two errors; the oldest one has fallen out when they are averaged.
# --- setup ---
from collections import deque
import tensorflow as tf

first, second, third = tf.Variable(0.9), tf.Variable(0.5), tf.Variable(0.2)
truth = tf.constant([1.0, 0.7, 0.1])
# --- cell ---
recent = deque(maxlen=2)
for guess, t in zip((first, second, third), truth):
    recent.append(tf.abs(guess - t))
recent.rotate(1)
roughness = sum(recent) / len(recent)
roughness = roughness + 0.1 * tf.math.reduce_std(tf.stack(list(recent)))

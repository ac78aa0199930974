# source: constructed
# target: loss
# sources: slope, x, floor_level, dead
# expect: {"slope": "ok", "x": "ok", "floor_level": "ok", "dead": "ok"}
# notes: tf.where on a comparison, a clip with variable bounds, a relu that is off and a factor 0.0: gradients exist, some are zero (no false alarm).
# --- setup ---
import tensorflow as tf

x = tf.Variable([-1.0, 0.5, 3.0])
slope = tf.Variable(0.1)
floor_level = tf.Variable(0.0)
dead = tf.Variable(-4.0)
# --- cell ---
act = tf.where(x > 0.0, x, slope * x)
act = tf.clip_by_value(act, floor_level, 2.0)
unit = tf.nn.relu(dead)
half = tf.cast(act, tf.float16)
loss = tf.cast(tf.reduce_sum(half), tf.float32) + 0.0 * unit

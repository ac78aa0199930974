# source: https://www.tensorflow.org/tutorials/distribute/custom_training (gradient accumulation)
# target: update_norm
# sources: w, scale, clip, decay, steps
# expect: {"w": "computed_before_tape", "scale": "ok", "clip": "not_taken_branch", "decay": "left_tensorflow", "steps": "integer_dtype"}
# culprit: {"w": 1, "clip": 3, "decay": 5}
# notes: The gradients were accumulated in the cell before; here they are only averaged and clipped.
# --- setup ---
import tensorflow as tf

w = tf.Variable([1.0, -2.0, 0.5])
scale, clip = tf.Variable(1.5), tf.Variable(100.0)
decay, steps = tf.Variable(0.1), tf.Variable(4)
total = tf.zeros([3])
for x in ([1.0, 0.0, 2.0], [0.5, 1.0, -1.0]):
    with tf.GradientTape() as inner:
        micro = tf.tanh(tf.reduce_sum(w * x)) ** 2
    total = total + inner.gradient(micro, w)
# --- cell ---
mean = scale * total / tf.cast(steps, tf.float32)
norm = tf.norm(mean)
if norm > 50.0:
    mean = mean * clip / norm
mean = mean * (1.0 - float(decay))
update_norm = tf.reduce_sum(mean ** 2)

# source: constructed (keypoint matcher with two weak links)
# target: loss
# sources: scores, offset, temp
# expect: {"scores": "registered_not_differentiable", "offset": "ok", "temp": "ok"}
# culprit: {"scores": 1}
# notes: The scores have two ways, each with one break: the hard position (argmax, runs first) and the soft weights under stop_gradient (runs later).
# --- setup ---
import tensorflow as tf

scores = tf.Variable([0.2, 1.4, 0.9, -0.3])
offset = tf.Variable(0.25)
temp = tf.Variable(0.5)
grid = tf.range(4, dtype=tf.float32)
# --- cell ---
peak = tf.cast(tf.argmax(scores), tf.float32)
position = peak + offset
kernel = tf.exp(-((grid - position) ** 2) / temp)
weights = tf.stop_gradient(tf.nn.softmax(scores))
loss = tf.reduce_sum(weights * kernel) + 0.1 * (position - 2.0) ** 2

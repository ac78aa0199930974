# source: constructed (an op without gradient that does not matter)
# target: loss
# sources: w, b, probe
# expect: {"w": "ok", "b": "ok", "probe": "ok"}
# notes: The contrast and the histogram of the picture are only looked at; the loss does not depend on them, so nothing is raised.
# --- setup ---
import tensorflow as tf

w, b, probe = tf.Variable([[0.2, 0.9], [0.4, 0.1]]), tf.Variable(0.1), tf.Variable(0.5)
x = tf.constant([[0.3, 0.7], [0.6, 0.2]])
# --- cell ---
picture = tf.reshape(x @ w + b, [1, 2, 2, 1])
vivid = tf.image.adjust_contrast(picture, 2.0)
counts = tf.histogram_fixed_width(picture, [0.0, 1.0], nbins=4)
levels, _ = tf.unique(tf.reshape(tf.round(picture * 4.0), [-1]))
print("range", float(tf.reduce_max(vivid)), "levels", len(levels), "counts", counts.numpy())
loss = tf.reduce_mean(tf.image.total_variation(picture)) * probe

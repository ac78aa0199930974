# source: https://github.com/tensorflow/tensorflow/issues/47407
# target: loss
# sources: image, boxes, beta, edge
# expect: {"image": "ok", "boxes": "ok", "beta": "ok", "edge": "ok"}
# notes: Crop boxes, a window's shape and a mel edge can all be learned.
# --- setup ---
import tensorflow as tf
image = tf.Variable(tf.random.stateless_uniform([1, 6, 6, 1], [1, 2]))
boxes = tf.Variable([[0.1, 0.1, 0.8, 0.9]])
beta, edge = tf.Variable(12.0), tf.Variable(80.0)
wave = tf.sin(tf.linspace(0.0, 20.0, 16))
# --- cell ---
crop = tf.image.crop_and_resize(image, boxes, [0], [3, 3])
window = tf.signal.kaiser_window(16, beta=beta)
spectrum = tf.abs(tf.signal.rfft(wave * window))[None]
mel = tf.matmul(spectrum, tf.signal.linear_to_mel_weight_matrix(4, 9, 8000, edge, 3000.0))
loss = tf.reduce_mean(crop) + tf.reduce_sum(mel)

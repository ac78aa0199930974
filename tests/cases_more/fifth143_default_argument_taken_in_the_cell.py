# source: https://github.com/tensorflow/tensorflow/issues/36596
# target: loss
# sources: w, v
# expect: {"w": "left_tensorflow", "v": "ok"}
# culprit: {"w": 3}
# notes: The default argument is evaluated once, as a NumPy number.
# --- setup ---
import tensorflow as tf
w, v = tf.Variable([1.0, 3.0]), tf.Variable([0.5, 0.5])
# --- cell ---
def normalised(
    t,
    scale=w.numpy().max(),
):
    return t / scale
loss = tf.reduce_sum(normalised(v) ** 2)

# source: constructed (perceptual score wrapped in numpy_function)
# target: quality
# sources: frame, blend
# expect: {"frame": "left_tensorflow", "blend": "ok"}
# culprit: {"frame": 2}
# notes: Inside the compiled function the score is computed by NumPy; the second summand keeps the other variable connected.
# --- setup ---
import numpy as np
import tensorflow as tf

frame = tf.Variable([[0.1, 0.9], [0.4, 0.6]])
blend = tf.Variable(0.2)
def sharpness(img):
    gy, gx = np.gradient(img)
    return np.float32(np.mean(gx ** 2 + gy ** 2))
@tf.function
def score(img):
    value = tf.numpy_function(sharpness, [img], tf.float32)
    return tf.ensure_shape(value, [])
# --- cell ---
enhanced = tf.nn.relu(frame * 1.2)
value = score(enhanced)
quality = value * blend + blend ** 2

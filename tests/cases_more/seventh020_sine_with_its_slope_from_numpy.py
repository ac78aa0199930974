# source: https://github.com/tensorflow/tensorflow/issues/43916
# target: energy
# sources: phase, offset, amplitude
# expect: {"phase": "ok", "offset": "left_tensorflow", "amplitude": "ok"}
# culprit: {"offset": 2}
# notes: A NumPy function inside a custom gradient is fine; the same call without the wrapper is not.
# --- setup ---
import numpy as np
import tensorflow as tf

def numpy_sine(v):
    return tf.numpy_function(lambda a: np.sin(a).astype("float32"), [v], tf.float32)
@tf.custom_gradient
def smooth_sine(v):
    value, slope = tf.numpy_function(lambda a: (np.sin(a), np.cos(a)), [v], [tf.float32, tf.float32])
    def backward(upstream):
        return upstream * slope
    return value, backward
phase, offset, amplitude = tf.Variable([0.1, 0.7]), tf.Variable([0.3, 0.3]), tf.Variable(2.0)
# --- cell ---
wave = amplitude * smooth_sine(phase)
carrier = numpy_sine(offset)
energy = tf.reduce_sum(wave * wave) + tf.reduce_sum(wave * carrier)

# source: constructed (audio course: recursive filter)
# target: loudness
# sources: b, a, fir, taps, frame
# expect: {"b": "ok", "a": "ok", "fir": "left_tensorflow", "taps": "not_watched", "frame": "integer_dtype"}
# culprit: {"fir": 6, "frame": 7}
# notes: The recursive filter is a Python list of tensors, the FIR part uses np.convolve, the window size is cast; the tap weights are a constant nobody watches.
# --- setup ---
import numpy as np
import tensorflow as tf

sound = tf.constant(np.sin(np.arange(24) * 0.7).astype("float32"))
b, a = tf.Variable([0.3, 0.2, 0.1]), tf.Variable([0.4, -0.1])
fir = tf.Variable([0.5, 0.3, 0.2])
taps = tf.constant([1.0, 0.5])
frame = tf.Variable(6.4)
# --- cell ---
out = [tf.constant(0.0), tf.constant(0.0)]
for n in range(2, 24):
    forward = tf.tensordot(b, sound[n - 2:n + 1][::-1], 1)
    out.append(forward - a[0] * out[-1] - a[1] * out[-2])
iir = tf.stack(out)
smooth = np.convolve(sound, fir, mode="same")
width = tf.cast(frame, tf.int32)
windows = tf.signal.frame(iir + smooth, width, width)
echo = taps[0] * windows[0] + taps[1] * windows[1]
loudness = tf.sqrt(tf.reduce_mean(echo ** 2)) / tf.cast(width, tf.float32)

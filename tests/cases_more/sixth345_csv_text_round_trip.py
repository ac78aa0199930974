# source: constructed on a guide
# target: fit
# sources: amp, freq
# expect: {"amp": "left_tensorflow", "freq": "ok"}
# culprit: {"amp": 2}
# notes: The curve is printed as CSV text into StringIO and loaded with numpy.
# --- setup ---
import numpy as np
import tensorflow as tf
import io
amp = tf.Variable([1.0, 0.5, 0.25])
freq = tf.Variable(2.0)
t = tf.constant([0.0, 0.3, 0.6])
# --- cell ---
buf = io.StringIO()
print(",".join(f"{v:.4f}" for v in amp.numpy()), file=buf)
buf.seek(0)
table = np.loadtxt(buf, dtype="float32", delimiter=",")
fit = tf.reduce_sum(table * tf.cos(freq * t))

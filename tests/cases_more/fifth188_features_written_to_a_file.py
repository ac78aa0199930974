# source: https://github.com/tensorflow/tensorflow/issues/47387
# target: loss
# sources: w, v
# expect: {"w": "integer_dtype", "v": "ok"}
# culprit: {"w": 1}
# notes: The features take a detour through a file.
# --- setup ---
import os, tempfile
import tensorflow as tf
path = os.path.join(tempfile.mkdtemp(), "features.bin")
w, v = tf.Variable([0.5, 1.5]), tf.Variable([1.0, 2.0])
# --- cell ---
text = tf.io.serialize_tensor(tf.exp(w))
tf.io.write_file(path, text)
again = tf.io.parse_tensor(tf.io.read_file(path), tf.float32)
loss = tf.reduce_sum(again * v)

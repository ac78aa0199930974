# source: constructed (zlib and frombuffer)
# target: distance
# sources: anchor, live, metric
# expect: {"anchor": "left_tensorflow", "live": "ok", "metric": "ok"}
# culprit: {"anchor": 1}
# notes: The anchor is the decompressed snapshot of a variable of the same cell.
# --- setup ---
import zlib
import numpy as np
import tensorflow as tf

anchor = tf.Variable([1.0, 2.0, 3.0])
live = tf.Variable([1.5, 1.0, 2.0])
metric = tf.Variable([[1.0, 0.1, 0.0], [0.1, 2.0, 0.0], [0.0, 0.0, 0.5]])
# --- cell ---
blob = zlib.compress(anchor.numpy().tobytes())
print(len(blob), "bytes")
restored = np.frombuffer(zlib.decompress(blob), dtype="float32")
gap = tf.reshape((live - restored), [1, 3])
distance = tf.squeeze(gap @ metric @ tf.transpose(gap))

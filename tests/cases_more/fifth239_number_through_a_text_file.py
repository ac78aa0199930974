# source: https://github.com/tensorflow/tensorflow/issues/47387
# target: loss
# sources: lam, w
# expect: {"lam": "left_tensorflow", "w": "ok"}
# culprit: {"lam": 1}
# notes: A number is written to a text file and read again.
# --- setup ---
import pathlib, tempfile
import tensorflow as tf
note = pathlib.Path(tempfile.mkdtemp()) / "lambda.txt"
lam, w = tf.Variable(0.2), tf.Variable([1.0, -1.5])
# --- cell ---
note.write_text(f"{float(lam):.4f}")
strength = float(note.read_text())
loss = tf.reduce_sum(w ** 2) + strength * tf.reduce_sum(tf.abs(w))

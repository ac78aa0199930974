# source: constructed (contextlib.redirect_stdout used as a pipe)
# target: score
# sources: a, b, c
# expect: {"a": "left_tensorflow", "b": "ok", "c": "ok"}
# culprit: {"a": 3}
# notes: The value printed by a helper is captured and parsed.
# --- setup ---
import contextlib
import io
import tensorflow as tf

a, b, c = tf.Variable(1.5), tf.Variable(0.5), tf.Variable(2.0)
def report(v):
    print(f"{float(v * v):.5f}")
# --- cell ---
buffer, read = io.StringIO(), []
with contextlib.redirect_stdout(buffer):
    report(a)
read.append(float(buffer.getvalue()))
with contextlib.redirect_stdout(io.StringIO()) as ignored:
    print("b is", float(b))
score = read[-1] * tf.sin(b) + tf.math.pow(c, b)

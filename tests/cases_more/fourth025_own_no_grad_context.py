# source: constructed
# target: loss
# sources: teacher_w, student_w
# expect: {"teacher_w": "recording_stopped", "student_w": "ok"}
# culprit: {"teacher_w": 8}
# notes: A context manager written in the cell pauses the tape.
# --- setup ---
import contextlib
import tensorflow as tf

teacher_w, student_w = tf.Variable([[0.4], [0.2]]), tf.Variable([[0.1], [0.3]])
x = tf.constant([[1.0, 2.0], [3.0, -1.0]])
# --- cell ---
@contextlib.contextmanager
def no_grad():
    with tape.stop_recording():
        yield

with no_grad():
    soft = tf.sigmoid(
        x @ teacher_w)
loss = tf.reduce_mean((tf.sigmoid(x @ student_w) - soft) ** 2)

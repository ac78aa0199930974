# source: constructed on a guide
# target: total
# sources: teacher, student, temp
# expect: {"teacher": "recording_stopped", "student": "ok", "temp": "ok"}
# culprit: {"teacher": 2}
# notes: A home-made no_grad context manager pauses the tape.
# --- setup ---
import numpy as np
import tensorflow as tf
from contextlib import contextmanager

@contextmanager
def no_grad(t):
    with t.stop_recording():
        yield

teacher = tf.Variable([[1.0, -1.0, 0.5], [0.2, 0.3, -0.4]])
student = tf.Variable([[0.1, 0.2, 0.3], [0.0, 0.1, 0.0]])
temp = tf.Variable(2.0)
x = tf.constant([[1.0, 2.0], [0.5, -1.0]])
# --- cell ---
with no_grad(tape):
    soft = tf.nn.softmax(x @ teacher)
logits = x @ student / temp
kl = tf.reduce_sum(soft * (tf.math.log(soft) - tf.nn.log_softmax(logits)), axis=-1)
total = tf.reduce_mean(kl) * temp ** 2

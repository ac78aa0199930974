# source: constructed on a guide
# target: total
# sources: a, b, c
# expect: {"a": "recording_stopped", "b": "ok", "c": "ok"}
# culprit: {"a": 6}
# notes: An ExitStack enters stop_recording for one block only.
# --- setup ---
import numpy as np
import tensorflow as tf
from contextlib import ExitStack, suppress
a, b, c = tf.Variable(1.0), tf.Variable(2.0), tf.Variable(3.0)
# --- cell ---
with ExitStack() as stack:
    stack.enter_context(suppress(ZeroDivisionError))
    with ExitStack() as quiet:
        if len("eval") == 4:
            quiet.enter_context(tape.stop_recording())
        frozen = tf.exp(a) * 2.0
    ratio = b / frozen
    1 / 0
total = ratio + tf.sin(c)

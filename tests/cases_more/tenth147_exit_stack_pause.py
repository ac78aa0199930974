# source: constructed (the recording is paused through an ExitStack)
# target: logit
# sources: stem, mid, head
# expect: {"stem": "recording_stopped", "mid": "ok", "head": "ok"}
# culprit: {"stem": 4}
# notes: The pause is entered conditionally in an ExitStack and lasts until its with block ends; the conditional expression below picks nullcontext.
# --- setup ---
from contextlib import ExitStack, nullcontext
import tensorflow as tf

cfg = {"freeze_stem": True, "train_mid": True}
stem = tf.Variable([[0.5, 0.1], [0.2, -0.3]])
mid = tf.Variable([[1.0, 0.0], [0.4, 1.0]])
head = tf.Variable([[0.7], [0.9]])
x = tf.constant([[1.0, 3.0]])
# --- cell ---
with ExitStack() as stack:
    if cfg["freeze_stem"]:
        stack.enter_context(tape.stop_recording())
    h = tf.nn.elu(x @ stem)
with nullcontext() if cfg["train_mid"] else tape.stop_recording():
    h = tf.nn.elu(h @ mid)
logit = tf.squeeze(h @ head)

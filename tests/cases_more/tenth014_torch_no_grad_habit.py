# source: constructed
# target: loss
# sources: enc, dec
# expect: {"enc": "recording_stopped", "dec": "ok"}
# culprit: {"enc": 3}
# notes: A no_grad context manager ported from PyTorch: the encoder was indented into it together with the scale.
# --- setup ---
import contextlib
import numpy as np
import tensorflow as tf

rng = np.random.default_rng(5)
enc = tf.Variable(rng.normal(size=(6, 3)).astype("float32"))
dec = tf.Variable(rng.normal(size=(3, 6)).astype("float32"))
x = tf.constant(rng.normal(size=(8, 6)).astype("float32"))

@contextlib.contextmanager
def no_grad(t):
    """like torch.no_grad()"""
    with t.stop_recording():
        yield
# --- cell ---
with no_grad(tape):
    scale = tf.reduce_max(tf.abs(x))
    z = tf.nn.relu((x / scale) @ enc)
recon = z @ dec
loss = tf.reduce_mean(tf.square(recon * scale - x))

# source: constructed (two-branch consistency loss)
# target: loss
# sources: enc, head
# expect: {"enc": "recording_stopped", "head": "ok"}
# culprit: {"enc": 2}
# notes: The encoder feeds two branches: one computed in the pause (runs first), one detached afterwards; either repair is enough.
# --- setup ---
import numpy as np
import tensorflow as tf

rng = np.random.default_rng(7)
enc = tf.Variable(rng.normal(size=(4, 3)).astype("float32"))
head = tf.Variable(rng.normal(size=(3, 3)).astype("float32"))
weak = tf.constant(rng.normal(size=(5, 4)).astype("float32"))
strong = weak + 0.1
# --- cell ---
with tape.stop_recording():
    anchor = tf.nn.relu(weak @ enc)
view = tf.stop_gradient(tf.nn.relu(strong @ enc))
pred = view @ head
loss = tf.reduce_mean((pred - anchor) ** 2)
print("anchor energy", float(tf.reduce_mean(anchor ** 2)))

# source: constructed (R2D2-like recurrent Q-network with burn-in)
# target: loss
# sources: encoder_w, rec_w, head_w
# expect: {"encoder_w": "recording_stopped", "rec_w": "ok", "head_w": "ok"}
# culprit: {"encoder_w": 4}
# notes: The encoder runs in the burn-in part only, which is not recorded; the recurrent weights are used again afterwards.
# --- setup ---
import numpy as np
import tensorflow as tf

rng = np.random.default_rng(0)
encoder_w = tf.Variable(rng.normal(size=(2, 3)).astype("float32"))
rec_w = tf.Variable(rng.normal(size=(3, 3)).astype("float32"))
head_w = tf.Variable(rng.normal(size=(3, 2)).astype("float32"))
past = tf.constant(rng.normal(size=(3, 1, 2)).astype("float32"))
present = tf.constant(rng.normal(size=(2, 1, 3)).astype("float32"))
# --- cell ---
h = tf.zeros([1, 3])
with tape.stop_recording():
    for x in past:
        e = tf.nn.relu(x @ encoder_w)
        h = tf.tanh(h @ rec_w + e)
for e in present:
    h = tf.tanh(h @ rec_w + e)
q = h @ head_w
best = tf.argmax(q, axis=1).numpy()
loss = tf.reduce_mean((tf.reduce_max(q, axis=1) - 1.0) ** 2)

# source: constructed (context manager picked from the settings)
# target: loss
# sources: backbone_w, head_w
# expect: {"backbone_w": "recording_stopped", "head_w": "ok"}
# culprit: {"backbone_w": 3}
# notes: With freeze set, the context is tape.stop_recording() under another name.
# --- setup ---
import contextlib
import tensorflow as tf

backbone_w, head_w = tf.Variable([[0.4, 0.1], [-0.3, 0.8]]), tf.Variable([[1.0], [1.0]])
x = tf.constant([[1.0, 2.0]])
freeze = True
# --- cell ---
mode = tape.stop_recording() if freeze else contextlib.nullcontext()
with mode:
    features = tf.nn.relu(x @ backbone_w)
loss = tf.reduce_sum((features @ head_w - 1.0) ** 2)

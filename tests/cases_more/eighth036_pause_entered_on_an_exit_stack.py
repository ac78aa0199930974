# source: constructed (contextlib.ExitStack)
# target: loss
# sources: backbone, neck, head
# expect: {"backbone": "recording_stopped", "neck": "recording_stopped", "head": "ok"}
# culprit: {"backbone": 4, "neck": 5}
# notes: The pause is entered on an exit stack and ends only where the stack is closed, two statements later.
# --- setup ---
import contextlib
import numpy as np
import tensorflow as tf

rng = np.random.default_rng(836)
backbone, neck, head = (tf.Variable(rng.normal(size=(3, 3)).astype("float32")) for _ in range(3))
x = tf.constant(rng.normal(size=(4, 3)).astype("float32"))
# --- cell ---
stack = contextlib.ExitStack()
stack.enter_context(tf.name_scope("features"))
stack.enter_context(tape.stop_recording())
feat = tf.tanh(x @ backbone)
feat = tf.nn.relu(feat @ neck) + feat
stack.close()
logits = feat @ head
loss = tf.reduce_mean(tf.nn.softplus(logits))

# source: constructed (tf.function traced with a Python flag)
# target: loss
# sources: w, gate
# expect: {"w": "ok", "gate": "not_taken_branch"}
# culprit: {"gate": 4}
# notes: use_gate is a Python value, so the branch is left out when the function is traced.
# --- setup ---
import tensorflow as tf

w = tf.Variable([1.0, 2.0])
gate = tf.Variable([0.5, 0.5])
x = tf.constant([3.0, -1.0])
# --- cell ---
@tf.function
def forward(v, use_gate):
    y = v * w
    if use_gate:
        y = y * tf.sigmoid(gate)
    return y

loss = tf.reduce_sum(forward(x, use_gate=False) ** 2)

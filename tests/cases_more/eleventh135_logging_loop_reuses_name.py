# source: constructed (code as an engineer structures it)
# target: loss
# sources: kernel, bias
# expect: {"kernel": "replaced_by_tensor", "bias": "ok"}
# culprit: {"kernel": 3}
# notes: The loss is finished; then the loop that prints the norms uses the name of the variable as its loop variable.
# --- setup ---
import tensorflow as tf

kernel = tf.Variable([[0.2, 0.4], [0.6, -0.8]])
bias = tf.Variable([0.1, 0.0])
x = tf.constant([[1.0, 2.0], [3.0, 4.0]])
history = {}
# --- cell ---
out = tf.nn.relu(x @ kernel + bias)
loss = tf.reduce_mean(out)
for row, kernel in enumerate(tf.unstack(kernel)):
    history[f"row_{row}"] = float(tf.norm(kernel))

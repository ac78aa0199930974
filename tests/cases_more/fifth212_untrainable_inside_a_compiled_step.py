# source: https://github.com/tensorflow/tensorflow/issues/29073
# target: loss
# sources: shift, w
# expect: {"shift": "not_trainable", "w": "ok"}
# culprit: {"shift": 3}
# notes: A frozen variable is captured by a compiled function.
# --- setup ---
import tensorflow as tf
shift, w = tf.Variable([0.5, 0.5], trainable=False), tf.Variable([1.0, 2.0])
@tf.function
def forward(x):
    return tf.nn.softplus(x * w + shift)
x = tf.constant([0.3, -0.3])
# --- cell ---
loss = tf.constant(0.0)
for k in range(2):
    out = forward(x * float(k + 1))
    loss += tf.reduce_sum(out)

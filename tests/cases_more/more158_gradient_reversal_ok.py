# source: constructed (gradient reversal layer)
# target: loss
# sources: feat_w, dom_w
# expect: {"feat_w": "ok", "dom_w": "ok"}
# notes: The custom gradient changes the sign and returns a tensor (no false alarm).
# --- setup ---
import tensorflow as tf

feat_w, dom_w = tf.Variable([[0.5, -0.4]]), tf.Variable([[0.3], [0.8]])
x = tf.constant([[1.0], [2.0]])
@tf.custom_gradient
def reverse(v):
    return tf.identity(v), lambda upstream: -upstream
# --- cell ---
features = tf.tanh(x @ feat_w)
logits = reverse(features) @ dom_w
loss = tf.reduce_mean(tf.nn.softplus(logits))

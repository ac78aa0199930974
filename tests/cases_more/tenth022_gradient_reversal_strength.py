# source: constructed
# target: dom_loss
# sources: feat, lam, dom_head
# expect: {"feat": "ok", "lam": "custom_gradient_none", "dom_head": "ok"}
# culprit: {"lam": 1}
# notes: Domain-adversarial training: the reversal layer returns None for its strength on purpose.
# --- setup ---
import tensorflow as tf

@tf.custom_gradient
def reverse(x, strength):
    def grad(dy):
        return -strength * dy, None
    return tf.identity(x), grad

feat = tf.Variable([[0.2, -0.4, 0.9], [1.0, 0.1, -0.3]])
lam = tf.Variable(0.3)
dom_head = tf.Variable([[0.5], [-0.2], [0.8]])
domain = tf.constant([[0.0], [1.0]])
# --- cell ---
flipped = reverse(feat, lam)
logit = flipped @ dom_head
dom_loss = tf.reduce_mean(tf.nn.sigmoid_cross_entropy_with_logits(labels=domain, logits=logit))

# source: constructed (domain adaptation, blocked branch)
# target: loss
# sources: feat_w, dom_w, cls_w
# expect: {"feat_w": "custom_gradient_none", "dom_w": "ok", "cls_w": "not_connected"}
# culprit: {"feat_w": 3, "cls_w": 4}
# notes: The reversal layer has a forgotten return in its backward function; the class branch is only used for the accuracy.
# --- setup ---
import numpy as np
import tensorflow as tf

@tf.custom_gradient
def reverse(x):
    def backward(dy):
        g = -0.5 * dy
    return tf.identity(x), backward
rng = np.random.default_rng(5)
feat_w, dom_w, cls_w = (tf.Variable(rng.normal(size=(3, 3)).astype("float32")) for _ in range(3))
x = tf.constant(rng.normal(size=(4, 3)).astype("float32"))
labels = np.array([0, 2, 1, 1])
# --- cell ---
feats = tf.nn.relu(x @ feat_w)
classes = tf.argmax(feats @ cls_w, axis=1).numpy()
turned = reverse(feats)
loss = tf.reduce_mean(tf.nn.softplus(turned @ dom_w))
print("accuracy", (classes == labels).mean())

# source: constructed (domain adaptation, blocked branch)
# target: loss
# sources: feat_w, dom_w, cls_w
# expect: {"feat_w": "ok", "dom_w": "ok", "cls_w": "ok"}
# notes: A custom gradient returns zeros for the domain branch, which is a gradient, not None; the features have the class branch too (no false alarm).
# --- setup ---
import numpy as np
import tensorflow as tf

@tf.custom_gradient
def muted(x):
    return tf.identity(x), lambda dy: tf.zeros_like(dy)
rng = np.random.default_rng(5)
feat_w, dom_w, cls_w = (tf.Variable(rng.normal(size=(3, 3)).astype("float32")) for _ in range(3))
x = tf.constant(rng.normal(size=(4, 3)).astype("float32"))
# --- cell ---
feats = tf.nn.relu(x @ feat_w)
domain = muted(feats) @ dom_w
classes = feats @ cls_w
pred = tf.argmax(classes, axis=1).numpy()
loss = tf.reduce_mean(classes ** 2) - 0.1 * tf.reduce_mean(tf.abs(domain))

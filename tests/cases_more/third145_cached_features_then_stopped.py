# source: constructed (linear probe on cached features)
# target: loss
# sources: backbone_w, probe_w
# expect: {"backbone_w": "stop_gradient", "probe_w": "ok"}
# culprit: {"backbone_w": 1}
# notes: The features were computed in an earlier cell and are stopped again here; the stop is nearest the target, the early computation the other break.
# --- setup ---
import numpy as np
import tensorflow as tf

rng = np.random.default_rng(2)
backbone_w = tf.Variable(rng.normal(size=(4, 3)).astype("float32"))
probe_w = tf.Variable(rng.normal(size=(3, 2)).astype("float32"))
x = tf.constant(rng.normal(size=(6, 4)).astype("float32"))
y = tf.constant([0, 1, 1, 0, 1, 0])
feats = tf.nn.relu(x @ backbone_w)
# --- cell ---
frozen = tf.stop_gradient(feats)
logits = frozen @ probe_w
acc = np.mean(np.argmax(logits.numpy(), axis=1) == y.numpy())
loss = tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(labels=y, logits=logits))
print("probe accuracy", acc)

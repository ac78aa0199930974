# source: constructed (multi-task loss with disabled tasks)
# target: loss
# sources: w_depth, w_seg, w_pose
# expect: {"w_depth": "ok", "w_seg": "not_taken_branch", "w_pose": "ok"}
# culprit: {"w_seg": 4}
# notes: The segmentation task is switched off in the configuration, so its term is filtered out by the comprehension.
# --- setup ---
import numpy as np
import tensorflow as tf

rng = np.random.default_rng(6)
w_depth, w_seg, w_pose = (tf.Variable(rng.normal(size=(3, 1)).astype("float32")) for _ in range(3))
feats = tf.constant(rng.normal(size=(5, 3)).astype("float32"))
enabled = {"depth": True, "seg": False, "pose": True}
weights = {"depth": w_depth, "seg": w_seg, "pose": w_pose}
# --- cell ---
terms = {
    name: tf.reduce_mean((feats @ weights[name]) ** 2)
    for name, on in enabled.items()
    if on
}
print({k: round(float(v), 3) for k, v in terms.items()})
loss = tf.add_n(list(terms.values()))

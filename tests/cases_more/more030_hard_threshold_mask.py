# source: constructed (mask pruned by comparison)
# target: out
# sources: score, cutoff, w
# expect: {"score": "registered_not_differentiable", "cutoff": "registered_not_differentiable", "w": "ok"}
# culprit: {"score": 1, "cutoff": 1}
# notes: A comparison has no gradient for either side; the weights under the mask are fine.
# --- setup ---
import tensorflow as tf

score = tf.Variable([0.1, 0.9, 0.4])
cutoff = tf.Variable(0.3)
w = tf.Variable([1.0, 2.0, 3.0])
# --- cell ---
keep = tf.cast(score > cutoff, tf.float32)
out = tf.reduce_sum(keep * w ** 2)

# source: constructed (detection loss with assigned anchors)
# target: loss
# sources: offsets, class_logits, anchors, prior_scale, focal_gamma
# expect: {"offsets": "ok", "class_logits": "ok", "anchors": "ok", "prior_scale": "integer_dtype", "focal_gamma": "left_tensorflow"}
# culprit: {"prior_scale": 5, "focal_gamma": 10}
# notes: Matching by argmax only selects; the anchors stay in the regression through the decoded boxes, while the scaled prior decides which stride is gathered.
# --- setup ---
import numpy as np
import tensorflow as tf

rng = np.random.default_rng(77)
offsets = tf.Variable(rng.normal(size=(4,)).astype("float32") * 0.1)
class_logits = tf.Variable(rng.normal(size=(4,)).astype("float32"))
anchors = tf.Variable([[0.1, 0.4], [0.3, 0.7], [0.5, 0.9], [0.0, 1.0]])
prior_scale, focal_gamma = tf.Variable(1.6), tf.Variable(2.0)
strides = tf.constant([4.0, 8.0, 16.0])
truth = tf.constant([0.28, 0.72])
# --- cell ---
low = tf.maximum(anchors[:, 0], truth[0])
high = tf.minimum(anchors[:, 1], truth[1])
overlap = tf.nn.relu(high - low) / (anchors[:, 1] - anchors[:, 0] + truth[1] - truth[0])
best = tf.argmax(overlap)
stride = strides[tf.cast(prior_scale, tf.int32)]
decoded = anchors[best] + offsets[best] / stride
regression = tf.reduce_sum(tf.abs(decoded - truth))
p = tf.sigmoid(class_logits)
is_match = tf.one_hot(best, 4)
power = focal_gamma.read_value().numpy()
focal = -tf.reduce_sum(is_match * (1.0 - p) ** power * tf.math.log(p) + (1.0 - is_match) * p ** power * tf.math.log(1.0 - p))
loss = focal + regression

# source: constructed (loss on boxes that survived non-maximum suppression)
# target: loss
# sources: box_head, score_head
# expect: {"box_head": "no_gradient_registered", "score_head": "no_gradient_registered"}
# culprit: {"box_head": 2, "score_head": 2}
# notes: combined_non_max_suppression returns float boxes and scores, but the op has no gradient.
# --- setup ---
import numpy as np
import tensorflow as tf

rng = np.random.default_rng(0)
box_head = tf.Variable(rng.random((1, 3, 1, 4)).astype("float32"))
score_head = tf.Variable(rng.random((1, 3, 2)).astype("float32"))
# --- cell ---
scores = tf.sigmoid(score_head)
kept = tf.image.combined_non_max_suppression(box_head, scores, 2, 2)
loss = tf.reduce_mean((kept.nmsed_scores - 1.0) ** 2) + tf.reduce_mean(kept.nmsed_boxes ** 2)

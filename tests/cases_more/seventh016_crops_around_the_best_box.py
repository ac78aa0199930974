# source: https://github.com/tensorflow/tensorflow/issues/47407
# target: loss
# sources: feature_map, boxes, scores, head
# expect: {"feature_map": "ok", "boxes": "ok", "scores": "registered_not_differentiable", "head": "ok"}
# culprit: {"scores": 1}
# notes: crop_and_resize is differentiable in the image and in the boxes; which boxes are cropped is decided by the indices of non-maximum suppression.
# --- setup ---
import numpy as np
import tensorflow as tf

rng = np.random.default_rng(2)
feature_map = tf.Variable(rng.normal(size=(1, 9, 9, 2)).astype("float32"))
boxes = tf.Variable([[0.1, 0.1, 0.6, 0.6], [0.12, 0.1, 0.6, 0.62], [0.4, 0.5, 0.9, 0.95]])
scores = tf.Variable([0.9, 0.8, 0.7])
head = tf.Variable(rng.normal(size=(3 * 3 * 2, 2)).astype("float32"))
# --- cell ---
keep = tf.image.non_max_suppression(boxes, scores, max_output_size=2, iou_threshold=0.5)
kept = tf.gather(boxes, keep)
crops = tf.image.crop_and_resize(feature_map, kept, tf.zeros_like(keep), [3, 3])
logits = tf.reshape(crops, [tf.shape(keep)[0], -1]) @ head
loss = tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(labels=[0, 1], logits=logits))

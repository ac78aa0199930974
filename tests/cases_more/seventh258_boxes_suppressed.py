# source: https://www.tensorflow.org/api_docs/python/tf/image/non_max_suppression
# target: loss
# sources: scores, boxes, overlap, anchors, classes, margin
# expect: {"scores": "ok", "boxes": "integer_dtype", "overlap": "integer_dtype", "anchors": "not_connected", "classes": "ok", "margin": "stop_gradient"}
# culprit: {"boxes": 2, "overlap": 2, "margin": 5}
# notes: Non-maximum suppression returns indices: boxes and threshold decide only which scores are gathered; the decoded anchors are never used.
# --- setup ---
import tensorflow as tf

scores, classes = tf.Variable([0.9, 0.75, 0.6, 0.3]), tf.Variable([[2.0, 0.1], [0.3, 1.0], [0.2, 0.2], [1.0, 0.0]])
boxes = tf.Variable([[0.0, 0.0, 1.0, 1.0], [0.0, 0.1, 1.0, 1.1], [0.5, 0.5, 1.5, 1.5], [3.0, 3.0, 4.0, 4.0]])
overlap, margin = tf.Variable(0.5), tf.Variable(0.1)
anchors = tf.Variable([[0.5, 0.5], [0.5, 0.6], [1.0, 1.0], [3.5, 3.5]])
# --- cell ---
decoded = anchors + 0.1 * (boxes[:, 2:] - boxes[:, :2])
keep = tf.image.non_max_suppression(boxes, scores, 3, iou_threshold=overlap)
confident = tf.gather(scores, keep)
logits = tf.gather(classes, keep)
hinge = tf.nn.relu(confident[1:] - confident[:-1] + tf.stop_gradient(margin))
ce = tf.nn.sparse_softmax_cross_entropy_with_logits(tf.zeros_like(keep), logits)
loss = tf.reduce_sum(hinge) + tf.reduce_mean(confident * ce)

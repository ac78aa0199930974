# source: constructed
# target: loss
# sources: boxes, scores, iou_thr, anchor
# expect: {"boxes": "ok", "scores": "integer_dtype", "iou_thr": "left_tensorflow", "anchor": "ok"}
# culprit: {"scores": 2, "iou_thr": 1}
# notes: Non-maximum suppression gives integer indices: the boxes gathered with them learn, the scores do not, and the threshold is read as a float.
# --- setup ---
import tensorflow as tf

boxes = tf.Variable([[0.0, 0.0, 1.0, 1.0], [0.1, 0.1, 1.1, 1.1], [2.0, 2.0, 3.0, 3.0]])
scores = tf.Variable([0.9, 0.8, 0.7])
iou_thr = tf.Variable(0.5)
anchor = tf.Variable([0.5, 0.5])
# --- cell ---
limit = float(iou_thr)
keep = tf.image.non_max_suppression(boxes, scores, max_output_size=2, iou_threshold=limit)
picked = tf.gather(boxes, keep)
centres = (picked[:, :2] + picked[:, 2:]) / 2.0
loss = tf.reduce_mean(tf.norm(centres - anchor, axis=1))

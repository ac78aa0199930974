# source: constructed
# target: box_loss
# sources: boxes, scores, shift
# expect: {"boxes": "ok", "scores": "integer_dtype", "shift": "ok"}
# culprit: {"scores": 1}
# notes: Non-maximum suppression returns integer indices: the chosen boxes learn, the scores which chose them do not.
# --- setup ---
import tensorflow as tf

boxes = tf.Variable([[0.1, 0.1, 0.5, 0.5], [0.12, 0.1, 0.52, 0.5], [0.6, 0.6, 0.9, 0.95]])
scores = tf.Variable([0.9, 0.75, 0.6])
shift = tf.Variable(0.01)
truth = tf.constant([[0.1, 0.1, 0.5, 0.55], [0.6, 0.55, 0.9, 0.9]])
# --- cell ---
keep = tf.image.non_max_suppression(boxes, tf.nn.sigmoid(scores), max_output_size=2, iou_threshold=0.5)
kept = tf.gather(boxes, keep) + shift
box_loss = tf.reduce_sum(tf.abs(kept - truth))
if box_loss > 10.0:
    box_loss = tf.clip_by_value(box_loss, 0.0, 10.0)

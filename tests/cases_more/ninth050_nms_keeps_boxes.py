# source: https://github.com/yangxue0827/FPN_Tensorflow/issues/48
# target: box_loss
# sources: boxes, confidence, scale
# expect: {"boxes": "ok", "confidence": "integer_dtype", "scale": "ok"}
# culprit: {"confidence": 1}
# notes: Non-maximum suppression returns indices: the gathered boxes can learn, the scores that decided cannot.
# --- setup ---
import tensorflow as tf
boxes = tf.Variable([[0.1, 0.1, 0.5, 0.5], [0.12, 0.1, 0.52, 0.5], [0.6, 0.6, 0.9, 0.8], [0.0, 0.5, 0.3, 0.9]])
confidence = tf.Variable([2.0, 1.5, 0.3, -0.7])
scale = tf.Variable([1.0, 1.0, 1.0, 1.0])
truth = tf.constant([[0.1, 0.1, 0.5, 0.45], [0.6, 0.55, 0.9, 0.8]])
# --- cell ---
keep = tf.image.non_max_suppression(
    boxes,
    tf.sigmoid(confidence),
    max_output_size=2, iou_threshold=0.5)
kept = tf.gather(boxes, keep)
box_loss = tf.reduce_mean(tf.keras.losses.huber(truth, kept * scale))

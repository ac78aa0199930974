# source: https://github.com/yyccR/mask_rcnn_in_tf2_keras/issues/1
# target: total
# sources: rpn_kernel, box_kernel, mask_kernel, anchor_scale
# expect: {"rpn_kernel": "ok", "box_kernel": "not_taken_branch", "mask_kernel": "not_taken_branch", "anchor_scale": "registered_not_differentiable"}
# culprit: {"anchor_scale": 1, "box_kernel": 7, "mask_kernel": 7}
# notes: Detection step on a batch without a matched region: the box and mask losses are constant zeros; the anchor scale only decides what counts as a match.
# --- setup ---
import numpy as np
import tensorflow as tf
import keras

keras.utils.set_random_seed(39)
rpn, classes, boxes, masks = (keras.layers.Dense(n) for n in (1, 3, 4, 9))
regions = tf.constant(np.random.default_rng(39).normal(size=(5, 6)).astype("float32"))
for layer in (rpn, classes, boxes, masks):
    layer(regions)
rpn_kernel, class_kernel, box_kernel, mask_kernel = rpn.kernel, classes.kernel, boxes.kernel, masks.kernel
anchor_scale = tf.Variable(1.0)
overlaps = tf.constant([0.1, 0.3, 0.2, 0.05, 0.4])
# --- cell ---
matched = tf.cast(overlaps > 0.5 * anchor_scale, tf.float32)
objectness = rpn(regions)[:, 0]
rpn_loss = tf.reduce_mean(tf.nn.sigmoid_cross_entropy_with_logits(labels=matched, logits=objectness))
class_loss = tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(
    labels=tf.cast(matched, tf.int32), logits=classes(regions)))
positive = tf.where(matched > 0.0)[:, 0]
if tf.size(positive) > 0:
    chosen = tf.gather(regions, positive)
    box_loss = tf.reduce_mean(tf.abs(boxes(chosen)))
    mask_loss = tf.reduce_mean(tf.nn.softplus(masks(chosen)))
else:
    box_loss = mask_loss = tf.constant(0.0)
total = rpn_loss + class_loss + box_loss + mask_loss

# source: constructed (accuracy as part of a loss)
# target: loss
# sources: text_head, image_head, bonus
# expect: {"text_head": "ok", "image_head": "registered_not_differentiable", "bonus": "ok"}
# culprit: {"image_head": 3}
# notes: in_top_k answers yes or no, so the image head has no gradient; the weight of the bonus has.
# --- setup ---
import numpy as np
import tensorflow as tf

rng = np.random.default_rng(858)
text_head, image_head = (tf.Variable(rng.normal(size=(4, 3)).astype("float32")) for _ in range(2))
bonus = tf.Variable(0.2)
text, image = (tf.constant(rng.normal(size=(6, 4)).astype("float32")) for _ in range(2))
labels = tf.constant([0, 1, 2, 0, 1, 2])
# --- cell ---
text_logits, image_logits = text @ text_head, image @ image_head
loss = tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(labels=labels, logits=text_logits))
hits = tf.cast(tf.math.in_top_k(labels, image_logits, 1), tf.float32)
loss -= bonus * tf.reduce_mean(hits)

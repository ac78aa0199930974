# source: constructed on a guide
# target: loss
# sources: acoustics, lm
# expect: {"acoustics": "ok", "lm": "registered_not_differentiable"}
# culprit: {"lm": 3}
# notes: The CTC loss is fine, the edit distance of a greedy decoding is not.
# --- setup ---
import numpy as np
import tensorflow as tf
rng = np.random.default_rng(0)
acoustics = tf.Variable(rng.normal(size=(6, 1, 4)).astype("float32"))
lm = tf.Variable(rng.normal(size=(6, 1, 4)).astype("float32"))
labels = tf.sparse.from_dense([[1, 2]])
# --- cell ---
ctc = tf.nn.ctc_loss(labels=tf.constant([[1, 2]]), logits=acoustics, label_length=[2],
                     logit_length=[6], blank_index=-1)
decoded, score = tf.nn.ctc_greedy_decoder(lm, sequence_length=[6])
dist = tf.edit_distance(tf.cast(decoded[0], tf.int32), labels, normalize=False)
loss = tf.reduce_mean(ctc) * (1.0 + tf.reduce_mean(dist))

# source: constructed (connectionist temporal classification)
# target: loss
# sources: acoustic, insertion, scale
# expect: {"acoustic": "ok", "insertion": "registered_not_differentiable", "scale": "ok"}
# culprit: {"insertion": 5}
# notes: The CTC loss is differentiable in the logits; the insertion logits are only seen by the greedy decoder.
# --- setup ---
import numpy as np
import tensorflow as tf

rng = np.random.default_rng(843)
acoustic = tf.Variable(rng.normal(size=(2, 4)).astype("float32"))
insertion, scale = tf.Variable(tf.zeros([4])), tf.Variable(1.0)
frames = tf.constant(rng.normal(size=(1, 6, 2)).astype("float32"))
labels = tf.constant([[1, 2]])
# --- cell ---
logits = tf.tensordot(frames, acoustic, axes=1)
ctc = tf.reduce_mean(tf.nn.ctc_loss(labels, logits, tf.constant([2]), tf.constant([6]),
                                    logits_time_major=False, blank_index=0))
time_major = tf.transpose(tf.constant(logits.numpy()), [1, 0, 2]) + insertion
decoded, _ = tf.nn.ctc_greedy_decoder(time_major, tf.constant([6]), blank_index=0)
surplus = tf.cast(tf.size(decoded[0].values) - 2, tf.float32)
loss = ctc + 0.1 * scale * tf.abs(surplus)

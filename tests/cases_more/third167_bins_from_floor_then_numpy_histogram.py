# source: constructed (histogram matching)
# target: emd
# sources: tone, ref_mix
# expect: {"tone": "left_tensorflow", "ref_mix": "ok"}
# culprit: {"tone": 2}
# notes: The tones are floored to bins and then counted with np.bincount; the count is nearest the target.
# --- setup ---
import numpy as np
import tensorflow as tf

tone = tf.Variable([0.12, 0.37, 0.58, 0.83, 0.91])
ref_mix = tf.Variable([0.1, 0.2, 0.3, 0.4])
# --- cell ---
bins = tf.floor(tone * 4.0)
counts = np.bincount(bins.numpy().astype(int), minlength=4)
share = (counts / counts.sum()).astype("float32")
ref = tf.nn.softmax(ref_mix)
emd = tf.reduce_sum(tf.abs(tf.cumsum(share - ref)))
print("counts", counts)

# source: constructed (pitch estimation)
# target: loss
# sources: f0, amp
# expect: {"f0": "registered_not_differentiable", "amp": "ok"}
# culprit: {"f0": 4}
# notes: The bin index way needs two repairs (cast, then .numpy()); the rounded semitone needs one, and is the cause although it runs later.
# --- setup ---
import numpy as np
import tensorflow as tf

f0 = tf.Variable(221.3)
amp = tf.Variable(0.6)
bins = np.linspace(0.0, 1.0, 16).astype("float32")
# --- cell ---
index = tf.cast(f0 / 20.0, tf.int32)
magnitude = bins[min(index.numpy(), 15)]
semitone = 12.0 * tf.math.log(f0 / 440.0) / tf.math.log(2.0)
note = tf.round(semitone)
colour = amp * magnitude
loss = tf.square(note + 12.3) * 0.1 + tf.square(colour - 0.2)

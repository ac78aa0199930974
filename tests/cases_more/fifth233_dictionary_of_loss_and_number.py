# source: https://github.com/keras-team/keras-core/issues/559
# target: logs
# sources: w
# expect: {"w": "target_not_tensor"}
# culprit: {"w": 2}
# notes: The dictionary for the logs is named as the target: one entry is a NumPy number.
# --- setup ---
import numpy as np
import tensorflow as tf
w = tf.Variable([1.0, -2.0])
# --- cell ---
loss = tf.reduce_sum(tf.nn.relu(w))
logs = {"loss": loss, "batch": np.float32(32)}

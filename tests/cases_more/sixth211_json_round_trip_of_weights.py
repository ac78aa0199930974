# source: constructed on a guide
# target: mse
# sources: kernel, bias, x
# expect: {"kernel": "left_tensorflow", "bias": "left_tensorflow", "x": "ok"}
# culprit: {"kernel": 1, "bias": 1}
# options: --watch x
# notes: The weights are written to JSON and read back before use.
# --- setup ---
import numpy as np
import tensorflow as tf
import json
kernel = tf.Variable([[0.1, 0.2], [0.3, 0.4]])
bias = tf.Variable([0.0, 0.1])
params = {"kernel": kernel, "bias": bias}
x = tf.constant([[1.0, -1.0]])
# --- cell ---
blob = json.dumps({name: v.numpy().tolist() for name, v in params.items()})
state = json.loads(blob)
h = tf.nn.elu(x @ state["kernel"] + state["bias"])
mse = tf.reduce_mean(tf.square(h - 0.5))

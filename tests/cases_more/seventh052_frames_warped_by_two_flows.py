# source: https://github.com/tensorflow/tensorflow/issues/36831
# target: loss
# sources: flow_forward, flow_backward, frame, occlusion
# expect: {"flow_forward": "ok", "flow_backward": "integer_dtype", "frame": "ok", "occlusion": "registered_not_differentiable"}
# culprit: {"flow_backward": 6, "occlusion": 8}
# notes: Bilinear warping takes the floor of the flow for the corner and keeps the rest as a weight; the backward frame is warped by whole pixels; the occlusion map is compared.
# --- setup ---
import numpy as np
import tensorflow as tf

rng = np.random.default_rng(25)
flow_forward = tf.Variable(rng.uniform(0.1, 1.4, size=(6,)).astype("float32"))
flow_backward = tf.Variable(rng.uniform(0.1, 1.4, size=(6,)).astype("float32"))
frame = tf.Variable(rng.random((8,)).astype("float32"))
occlusion = tf.Variable(rng.random((6,)).astype("float32"))
target = tf.constant(rng.random((6,)).astype("float32"))
base = tf.range(6, dtype=tf.float32)
# --- cell ---
where = base + flow_forward
corner = tf.floor(where)
alpha = where - corner
left = tf.cast(corner, tf.int32)
bilinear = (1.0 - alpha) * tf.gather(frame, left) + alpha * tf.gather(frame, tf.minimum(left + 1, 7))
whole = tf.cast(base + flow_backward, tf.int32)
nearest = tf.gather(frame, whole)
visible = tf.cast(occlusion > 0.5, tf.float32)
loss = tf.reduce_mean(visible * (bilinear - target) ** 2) + tf.reduce_mean((nearest - target) ** 2)

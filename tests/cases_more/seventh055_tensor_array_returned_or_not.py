# source: https://github.com/tensorflow/tensorflow/issues/34478
# target: loss
# sources: forward_w, output_w, mask_w
# expect: {"forward_w": "ok", "output_w": "ok", "mask_w": "registered_not_differentiable"}
# culprit: {"mask_w": 6}
# notes: In eager mode the result of write may be thrown away; what breaks is the update mask that is rounded on its way into the second array.
# --- setup ---
import numpy as np
import tensorflow as tf

rng = np.random.default_rng(30)
forward_w = tf.Variable(rng.normal(size=(3, 3)).astype("float32"))
output_w = tf.Variable(rng.normal(size=(3, 2)).astype("float32"))
mask_w = tf.Variable(rng.normal(size=(3, 1)).astype("float32"))
h0 = tf.Variable(tf.ones([1, 3]) * 0.2)
frames = tf.constant(rng.normal(size=(4, 1, 3)).astype("float32"))
# --- cell ---
outputs = tf.TensorArray(tf.float32, size=4)
masks = tf.TensorArray(tf.float32, size=4)
h = h0
for t in range(4):
    gate = tf.sigmoid(frames[t] @ mask_w)
    masks = masks.write(t, tf.round(gate))
    h = tf.tanh(h @ forward_w + frames[t])
    outputs.write(t, h @ output_w).mark_used()
weighted = outputs.stack() * masks.stack()
loss = tf.reduce_mean(weighted ** 2) + tf.reduce_mean(tf.abs(outputs.stack()))

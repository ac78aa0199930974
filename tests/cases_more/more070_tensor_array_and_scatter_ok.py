# source: constructed (results written into containers)
# target: loss
# sources: w, update
# expect: {"w": "ok", "update": "ok"}
# notes: TensorArray.write and tensor_scatter_nd_update return new values and keep the gradient, unlike assign (no false alarm).
# --- setup ---
import tensorflow as tf

w = tf.Variable([0.5, 1.5])
update = tf.Variable([9.0])
# --- cell ---
outputs = tf.TensorArray(tf.float32, size=3)
for i in range(3):
    outputs = outputs.write(i, tf.reduce_sum(w) * float(i))
filled = outputs.stack()
patched = tf.tensor_scatter_nd_update(filled, [[0]], update)
loss = tf.reduce_sum(patched ** 2)

# source: constructed
# target: loss
# sources: a, scale
# expect: {"a": "left_tensorflow", "scale": "ok"}
# culprit: {"a": 2}
# notes: The pose is serialised as a TensorProto, as for a request to a server, and unpacked as an array.
# --- setup ---
import tensorflow as tf

a, scale = tf.Variable([0.4, 1.3]), tf.Variable(2.0)
target_xy = tf.constant([0.1, 0.9])
# --- cell ---
point = tf.concat([tf.sin(a[:1]), tf.cos(a[1:])], axis=0)
request = tf.make_tensor_proto(point)
reply = tf.make_ndarray(request)
loss = tf.reduce_sum((scale * reply - target_xy) ** 2)

# source: https://github.com/tensorflow/tensorflow/issues/5888
# target: loss
# sources: a, b, c, d
# expect: {"a": "registered_not_differentiable", "b": "stop_gradient", "c": "integer_dtype", "d": "ok"}
# culprit: {"a": 2, "b": 3, "c": 4}
# notes: The same breaks written with tf.raw_ops.
# --- setup ---
import tensorflow as tf
a, b, c, d = tf.Variable([0.4, 1.6]), tf.Variable([1.0, 2.0]), tf.Variable([3.7, 4.1]), tf.Variable([0.5, 0.5])
# --- cell ---
r = tf.raw_ops
first = r.Rint(x=r.Mul(x=a, y=a))
second = r.StopGradient(input=b)
third = r.Cast(x=r.Cast(x=c, DstT=tf.uint8), DstT=tf.float32)
fourth = r.IdentityN(input=[d, d])[1]
loss = tf.reduce_sum(first * second + third * fourth)

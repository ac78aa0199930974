# source: constructed (rebinding by for, unpacking, walrus and assignment)
# target: loss
# sources: a, b, c, d, e
# expect: {"a": "replaced_by_tensor", "b": "replaced_by_tensor", "c": "replaced_by_tensor", "d": "replaced_by_tensor", "e": "ok"}
# culprit: {"a": 3, "b": 5, "c": 6, "d": 7}
# notes: After the loss four names are taken by tensors; e is rebound before it is used.
# --- setup ---
import tensorflow as tf

a, b = tf.Variable([1.0, 2.0]), tf.Variable([3.0, 4.0])
c, d = tf.Variable(0.5), tf.Variable([2.0, 1.0])
e = tf.Variable([0.1, 0.1])
# --- cell ---
e = tf.nn.softmax(e)
loss = tf.reduce_sum(a * b * e) + c * tf.norm(d)
for a in tf.unstack(a):
    print("part", a.numpy())
[b, *others] = tf.unstack(b)
print("half", float((c := c * 0.5)))
d = tf.clip_by_norm(d, 1.0)

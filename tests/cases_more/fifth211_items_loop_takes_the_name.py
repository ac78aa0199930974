# source: https://github.com/tensorflow/tensorflow/issues/27660
# target: loss
# sources: w, b
# expect: {"w": "replaced_by_tensor", "b": "ok"}
# culprit: {"w": 3}
# notes: The loop that prints a summary takes the variable's name.
# --- setup ---
import tensorflow as tf
w, b = tf.Variable([1.0, 2.0]), tf.Variable(0.5)
# --- cell ---
loss = tf.reduce_sum(tf.square(w + b))
summary = {"raw": w * 1.0, "scaled": w / tf.norm(w)}
for label, w in summary.items():
    print(label, w.numpy())

# source: https://github.com/tensorflow/tensorflow/issues/50278
# target: path
# sources: w
# expect: {"w": "target_not_tensor"}
# culprit: {"w": 5}
# notes: The TensorArray itself is named as the target, not its stack().
# --- setup ---
import tensorflow as tf
w = tf.Variable(0.5)
# --- cell ---
path = tf.TensorArray(tf.float32, size=0, dynamic_size=True)
x = tf.constant(1.0)
for t in range(3):
    x = x * w
    path = path.write(t, x)

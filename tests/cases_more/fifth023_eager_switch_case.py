# source: https://github.com/tensorflow/tensorflow/issues/31504
# target: loss
# sources: relu_w, tanh_w, elu_w
# expect: {"relu_w": "not_taken_branch", "tanh_w": "ok", "elu_w": "not_taken_branch"}
# culprit: {"relu_w": 1, "elu_w": 1}
# notes: Run eagerly, only the chosen branch of switch_case exists.
# --- setup ---
import tensorflow as tf
relu_w, tanh_w, elu_w = tf.Variable([0.5, 1.0]), tf.Variable([0.2, -0.4]), tf.Variable([2.0, 0.1])
x = tf.constant([1.0, 3.0])
mode = tf.constant(1)
# --- cell ---
hidden = tf.switch_case(
    mode,
    {
        0: lambda: tf.nn.relu(x * relu_w),
        1: lambda: tf.tanh(x * tanh_w),
        2: lambda: tf.nn.elu(x * elu_w),
    },
)
loss = tf.reduce_sum(hidden ** 2)

# source: https://github.com/tensorflow/tensorflow/issues/56300
# target: result
# sources: w
# expect: {"w": "target_not_tensor"}
# culprit: {"w": 1}
# notes: The whole output record is named as the target.
# --- setup ---
import tensorflow as tf
class Output(tf.experimental.ExtensionType):
    logits: tf.Tensor
    loss: tf.Tensor
w = tf.Variable([1.0, 2.0])
def forward(x):
    logits = x * w
    return Output(logits, tf.reduce_sum(logits ** 2))
# --- cell ---
result = forward(tf.constant([0.5, 0.1]))
print(float(result.loss))

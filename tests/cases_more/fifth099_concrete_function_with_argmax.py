# source: https://github.com/tensorflow/tensorflow/issues/2177
# target: loss
# sources: logits, values
# expect: {"logits": "registered_not_differentiable", "values": "ok"}
# culprit: {"logits": 1}
# notes: A concrete function returns a row and its position.
# --- setup ---
import tensorflow as tf
@tf.function
def read(scores, memory):
    slot = tf.argmax(scores, output_type=tf.int32)
    return {"row": memory[slot], "slot": slot}
logits = tf.Variable([0.1, 2.0, 0.3])
values = tf.Variable([[1.0], [2.0], [3.0]])
read_now = read.get_concrete_function(tf.TensorSpec([3]), tf.TensorSpec([3, 1]))
# --- cell ---
result = read_now(logits * 3.0, values * 1.0)
loss = tf.reduce_sum(result["row"] ** 2)

# source: constructed (memory slots overwritten)
# target: read
# sources: new_content, slots, key
# expect: {"new_content": "stateful_op", "slots": "ok", "key": "ok"}
# culprit: {"new_content": 1}
# notes: scatter_nd_update changes the variable in place; the function tf.tensor_scatter_nd_update would return a connected tensor.
# --- setup ---
import tensorflow as tf

slots = tf.Variable([[1.0, 0.0], [0.0, 1.0], [1.0, 1.0]])
new_content = tf.Variable([[0.5, 0.9]])
key = tf.Variable([0.2, -0.4])
# --- cell ---
slots.scatter_nd_update([[1]], 2.0 * new_content)
attention = tf.nn.softmax(tf.linalg.matvec(slots, key))
read = tf.reduce_sum(tf.linalg.matvec(slots, attention, transpose_a=True))

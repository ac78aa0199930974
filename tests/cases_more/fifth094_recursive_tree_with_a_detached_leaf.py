# source: https://github.com/tensorflow/tensorflow/issues/48916
# target: root
# sources: embed, merge
# expect: {"embed": "left_tensorflow", "merge": "ok"}
# culprit: {"embed": 3}
# notes: A recursive encoder reads its leaves as arrays.
# --- setup ---
import tensorflow as tf
embed = tf.Variable([[0.1, 0.2], [0.3, 0.4], [0.5, 0.6]])
merge = tf.Variable([[0.2, 0.1], [0.4, -0.3], [0.3, 0.3], [-0.2, 0.5]])
tree = ((0, 1), 2)
# --- cell ---
def encode(node):
    if isinstance(node, int):
        vector = embed[node].numpy()
        return vector[None]
    left, right = (encode(child) for child in node)
    return tf.tanh(tf.concat([left, right], axis=1) @ merge)
root = tf.reduce_sum(encode(tree))

# source: https://github.com/keras-team/keras/issues/10321
# target: loss
# sources: big, small
# expect: {"big": "ok", "small": "not_taken_branch"}
# culprit: {"small": 3}
# notes: keras.ops.cond called eagerly takes one branch.
# --- setup ---
import keras
import tensorflow as tf
big = keras.Variable([1.0, 2.0])
small = keras.Variable([0.1, 0.2])
x = tf.constant([2.0, 3.0])
# --- cell ---
def branch(v):
    return keras.ops.cond(
        keras.ops.sum(v) > 1.0,
        lambda: keras.ops.tanh(v * big),
        lambda: v * small,
    )
loss = keras.ops.sum(branch(x) ** 2)

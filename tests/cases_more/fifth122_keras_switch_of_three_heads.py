# source: https://github.com/keras-team/keras/issues/10321
# target: loss
# sources: head_a, head_b, head_c, trunk
# expect: {"head_a": "not_taken_branch", "head_b": "ok", "head_c": "not_taken_branch", "trunk": "ok"}
# culprit: {"head_a": 2, "head_c": 2}
# notes: A multi-task model runs one head by keras.ops.switch.
# --- setup ---
import keras
import tensorflow as tf
head_a, head_b, head_c = keras.Variable([1.0, 2.0]), keras.Variable([0.3, 0.1]), keras.Variable([5.0, 6.0])
trunk = keras.Variable([0.2, 0.4])
task = tf.constant(1)
def run_head(index, features):
    return keras.ops.switch(index, [lambda f: f * head_a, lambda f: f * head_b, lambda f: f * head_c], features)
# --- cell ---
features = keras.ops.sigmoid(trunk)
out = run_head(task, features)
loss = keras.ops.sum(out ** 2)

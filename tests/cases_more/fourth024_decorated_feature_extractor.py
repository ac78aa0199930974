# source: constructed
# target: loss
# sources: feat_w, head_w
# expect: {"feat_w": "stop_gradient", "head_w": "ok"}
# culprit: {"feat_w": 1}
# notes: A decorator stops the gradient of whatever the function returns.
# --- setup ---
import functools
import tensorflow as tf

def frozen(fn):
    @functools.wraps(fn)
    def inner(*args):
        return tf.nest.map_structure(tf.stop_gradient, fn(*args))
    return inner
feat_w, head_w = tf.Variable([[0.4, 0.2], [0.1, 0.9]]), tf.Variable([[1.0], [0.5]])
@frozen
def features(x):
    return tf.nn.relu(x @ feat_w)
x = tf.constant([[1.0, 2.0]])
# --- cell ---
f = features(x)
loss = tf.reduce_sum((f @ head_w - 1.0) ** 2)

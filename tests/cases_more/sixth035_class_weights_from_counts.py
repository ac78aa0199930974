# source: constructed on a guide
# target: wloss
# sources: logit_w, class_w
# expect: {"logit_w": "ok", "class_w": "integer_dtype"}
# notes: Class weights were typed without a decimal point: an int variable, cast at use.
# --- setup ---
import numpy as np
import tensorflow as tf
rng = np.random.default_rng(0)
X = rng.normal(size=(6, 4)).astype("float32")
y = np.array([0, 1, 2, 1, 1, 0])
logit_w = tf.Variable(rng.normal(size=(4, 3)).astype("float32"))
class_w = tf.Variable([1, 3, 5])
def weighted_ce(labels, logits, weights):
    w = tf.gather(tf.cast(weights, logits.dtype), labels)
    ce = tf.nn.sparse_softmax_cross_entropy_with_logits(labels=labels, logits=logits)
    return tf.reduce_sum(w * ce) / tf.reduce_sum(w)
# --- cell ---
logits = tf.linalg.matmul(X, logit_w)
logits = logits - tf.reduce_max(logits, axis=1, keepdims=True)
wloss = weighted_ce(y, logits, class_w)
cm = tf.math.confusion_matrix(y, tf.argmax(logits, 1), num_classes=3)
print(cm.numpy())

# source: constructed on a guide
# target: val
# sources: kernel, scale
# expect: {"kernel": "stateful_op", "scale": "ok"}
# culprit: {"kernel": 2}
# notes: The forward pass uses the EMA shadow variable that was updated with assign in the cell.
# --- setup ---
import numpy as np
import tensorflow as tf
class EMA:
    def __init__(self, var):
        self.shadow = tf.Variable(var, trainable=False)
    def update(self, var, decay):
        self.shadow.assign(decay * self.shadow + (1.0 - decay) * var)
        return self.shadow
kernel = tf.Variable(np.random.default_rng(1).normal(size=(3, 2)).astype("float32"))
scale = tf.Variable([1.0, 0.5])
ema = EMA(kernel)
x = tf.constant([[1.0, 2.0, 3.0], [0.5, -1.0, 0.0]])
labels = tf.constant([0, 1])
step = 10
# --- cell ---
decay = min(0.99, (1 + step) / (10 + step))
shadow = ema.update(kernel, decay)
logits = x @ shadow
logits = logits * scale
val = tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(labels=labels, logits=logits))
pred = tf.argmax(logits, axis=-1)
acc = tf.reduce_mean(tf.cast(tf.equal(pred, tf.cast(labels, tf.int64)), tf.float32))
print("acc", acc.numpy())

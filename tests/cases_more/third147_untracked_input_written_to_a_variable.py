# source: constructed (adversarial patch kept in a variable)
# target: loss
# sources: patch, w
# expect: {"patch": "stateful_op", "w": "ok"}
# culprit: {"patch": 2}
# notes: The patch is a plain tensor that is never watched, and it reaches the canvas only by an assign: the write is nearest the target.
# --- setup ---
import numpy as np
import tensorflow as tf

rng = np.random.default_rng(4)
w = tf.Variable(rng.normal(size=(16, 2)).astype("float32"))
canvas = tf.Variable(tf.zeros([4, 4]))
patch = tf.constant([[0.9, 0.8], [0.7, 0.6]])
# --- cell ---
where = np.argwhere(canvas.numpy() == 0.0)[0]
canvas[1:3, 1:3].assign(patch)
logits = tf.reshape(canvas, [1, 16]) @ w
loss = -tf.nn.log_softmax(logits)[0, 1]
print("first empty cell", where.tolist(), "p", float(tf.exp(-loss)))

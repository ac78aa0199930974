# source: constructed (evaluation with averaged weights after restoring a checkpoint)
# target: eval_loss
# sources: w, bias
# expect: {"w": "stateful_op", "bias": "ok"}
# culprit: {"w": 2}
# notes: restore() writes into the same variable objects and harms nothing; the averaged copy of w that is used is only ever written by assign.
# --- setup ---
import os, tempfile
import tensorflow as tf

w = tf.Variable([0.4, -0.6])
bias = tf.Variable(0.2)
ema = tf.train.ExponentialMovingAverage(decay=0.5)
ckpt = tf.train.Checkpoint(w=w, bias=bias)
path = ckpt.write(os.path.join(tempfile.mkdtemp(), "ck"))
feats = tf.constant([[1.0, 2.0], [3.0, 1.0]])
# --- cell ---
ckpt.read(path).assert_consumed()
ema.apply([w])
smooth_w = ema.average(w)
pred = tf.linalg.matvec(feats, smooth_w) + bias
eval_loss = tf.reduce_mean(tf.math.softplus(pred))

# source: constructed (contrastive learner in a tf.function)
# target: loss
# sources: enc_w, pred_w
# expect: {"enc_w": "stop_gradient", "pred_w": "ok"}
# culprit: {"enc_w": 1}
# notes: SimSiam: the compiled helper detaches both branches instead of one.
# --- setup ---
import numpy as np
import tensorflow as tf

rng = np.random.default_rng(10)
enc_w = tf.Variable(rng.normal(size=(4, 3)).astype("float32"))
pred_w = tf.Variable(rng.normal(size=(3, 3)).astype("float32"))
view1 = tf.constant(rng.normal(size=(5, 4)).astype("float32"))
view2 = tf.constant(rng.normal(size=(5, 4)).astype("float32"))
@tf.function
def encode(v):
    z = tf.math.l2_normalize(v @ enc_w, axis=1)
    return tf.stop_gradient(z)
# --- cell ---
z1 = encode(view1)
z2 = encode(view2)
p1 = tf.math.l2_normalize(z1 @ pred_w, axis=1)
similarity = tf.reduce_sum(p1 * z2, axis=1)
loss = -tf.reduce_mean(similarity)
print("collapsed:", bool(tf.math.reduce_std(z1) < 1e-3))

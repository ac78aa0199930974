# source: constructed on a guide
# target: focal
# sources: w, gamma_f, smooth
# expect: {"w": "ok", "gamma_f": "ok", "smooth": "computed_before_tape"}
# culprit: {"smooth": 5}
# notes: The labels were smoothed in the data cell with the variable.
# --- setup ---
import numpy as np
import tensorflow as tf
rng = np.random.default_rng(0)
smooth = tf.Variable(0.1)
gamma_f = tf.Variable(2.0)
w = tf.Variable(rng.normal(size=(4, 3)).astype("float32"))
X = rng.normal(size=(5, 4)).astype("float32")
def smoothed(onehot, eps):
    return onehot * (1.0 - eps) + eps / onehot.shape[-1]
y_hot = tf.one_hot([0, 2, 1, 1, 0], 3)
y_smooth = smoothed(y_hot, smooth)
# --- cell ---
"focal"
p = tf.nn.softmax(X @ w)
p = tf.clip_by_value(p, 1e-7, 1.0)
mod = tf.pow(1.0 - p, gamma_f)
ce = -y_smooth * tf.math.log(p)
focal = tf.reduce_mean(tf.reduce_sum(mod * ce, axis=1))
hits = (np.argmax(p, 1) == np.argmax(y_smooth, 1)).mean()
print(f"focal {focal:.3f} acc {hits:.2f}")

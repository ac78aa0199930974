# source: constructed on a guide
# target: loss
# sources: w1, w2
# expect: {"w1": "left_tensorflow", "w2": "ok"}
# culprit: {"w1": 2}
# notes: The hidden features pass through a sklearn-like standardiser written in NumPy.
# --- setup ---
import numpy as np
import tensorflow as tf
class StandardScaler:
    def fit_transform(self, x):
        a = np.asarray(x)
        return (a - a.mean(0)) / (a.std(0) + 1e-6)
rng = np.random.default_rng(0)
w1 = tf.Variable(rng.normal(size=(3, 4)).astype("float32"))
w2 = tf.Variable(rng.normal(size=(4, 1)).astype("float32"))
X = rng.normal(size=(6, 3)).astype("float32")
y = (X[:, :1] > 0).astype("float32")
sc = StandardScaler()
# --- cell ---
hidden = tf.nn.relu(X @ w1)
scaled = sc.fit_transform(hidden)
logit = tf.matmul(scaled, w2)
loss = tf.reduce_mean(tf.nn.sigmoid_cross_entropy_with_logits(labels=y, logits=logit))
auc_like = np.mean((logit.numpy() > 0) == (y > 0))
print("loss", float(loss), "acc", auc_like)

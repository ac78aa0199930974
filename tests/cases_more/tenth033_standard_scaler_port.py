# source: constructed
# target: loss
# sources: feature_gain, coef_, intercept_
# expect: {"feature_gain": "left_tensorflow", "coef_": "ok", "intercept_": "ok"}
# culprit: {"feature_gain": 1}
# notes: scikit-learn habits: the scaler of the pipeline works on arrays.
# --- setup ---
import numpy as np
import tensorflow as tf

class StandardScaler:
    def fit_transform(self, X):
        X = np.asarray(X)
        self.mean_, self.scale_ = X.mean(0), X.std(0) + 1e-8
        return (X - self.mean_) / self.scale_

class Pipeline:
    def __init__(self, *steps):
        self.steps = steps
    def __call__(self, X):
        for s in self.steps:
            X = s.fit_transform(X)
        return X

feature_gain = tf.Variable([1.0, 0.1, 3.0])
coef_ = tf.Variable([0.2, -0.5, 0.9])
intercept_ = tf.Variable(0.0)
X = np.random.default_rng(6).normal(size=(10, 3)).astype("float32")
y = tf.constant((X[:, 0] > 0).astype("float32"))
prep = Pipeline(StandardScaler())
# --- cell ---
Z = prep(tf.tanh(X * feature_gain))
logits = tf.linalg.matvec(Z, coef_) + intercept_
loss = tf.reduce_mean(tf.nn.sigmoid_cross_entropy_with_logits(y, logits))
l2 = 1e-3 * tf.nn.l2_loss(coef_)
loss += l2

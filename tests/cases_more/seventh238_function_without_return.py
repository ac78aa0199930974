# source: constructed (class exercise: forgotten return)
# target: loss
# sources: w, b, lam
# expect: {"w": "target_not_tensor", "b": "target_not_tensor", "lam": "target_not_tensor"}
# culprit: {"w": 2, "b": 2, "lam": 2}
# notes: The objective computes everything and returns nothing, so the target is None.
# --- setup ---
import tensorflow as tf

w, b, lam = tf.Variable([0.5, -0.5]), tf.Variable(0.1), tf.Variable(0.01)
x = tf.constant([[1.0, 2.0], [3.0, 4.0]])
y = tf.constant([0.0, 1.0])
def objective():
    logits = tf.linalg.matvec(x, w) + b
    fit = tf.reduce_mean(tf.nn.sigmoid_cross_entropy_with_logits(y, logits))
    total = fit + lam * tf.nn.l2_loss(w)
# --- cell ---
lam.assign(0.02)
loss = objective()

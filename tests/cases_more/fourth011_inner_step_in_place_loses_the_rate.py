# source: constructed
# target: query_loss
# sources: w, b, lr
# expect: {"w": "ok", "b": "ok", "lr": "stateful_op"}
# culprit: {"lr": 5}
# notes: MAML with a learned inner rate; the inner update is written into the variables, so the rate is cut and the weights are read afterwards.
# --- setup ---
import tensorflow as tf

w, b, lr = tf.Variable([[0.2], [0.4]]), tf.Variable([0.1]), tf.Variable(0.05)
params = [w, b]
support, query = tf.constant([[1.0, 2.0], [0.5, -1.0]]), tf.constant([[2.0, 2.0]])
# --- cell ---
with tf.GradientTape() as inner:
    support_loss = tf.reduce_mean((support @ w + b - 1.0) ** 2)
grads = inner.gradient(support_loss, params)
for v, g in zip(params, grads):
    v.assign_sub(lr * g)
query_loss = tf.reduce_mean((query @ w + b - 1.0) ** 2)

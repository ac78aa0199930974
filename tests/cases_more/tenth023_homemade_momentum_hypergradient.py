# source: constructed
# target: val_loss
# sources: w, lr, beta, val_scale
# expect: {"w": "ok", "lr": "stateful_op", "beta": "stateful_op", "val_scale": "ok"}
# culprit: {"lr": 3, "beta": 3}
# notes: Hypergradients through an optimiser that writes with assign: the new weights remember nothing of lr and beta.
# --- setup ---
import tensorflow as tf

class Momentum:
    def __init__(self, params, lr, beta):
        self.params, self.lr, self.beta = params, lr, beta
        self.slots = [tf.Variable(tf.zeros_like(p), trainable=False) for p in params]

    def step(self, grads):
        for p, g, m in zip(self.params, grads, self.slots):
            m.assign(self.beta * m + g)
            p.assign_sub(self.lr * m)

lr, beta = tf.Variable(0.05), tf.Variable(0.9)
val_scale = tf.Variable(1.0)
w = tf.Variable([0.5, -1.5])
opt = Momentum([w], lr, beta)
A_tr, A_va = tf.constant([[1.0, 2.0], [0.5, -1.0]]), tf.constant([[2.0, 1.0]])
# --- cell ---
with tf.GradientTape() as inner:
    train_loss = tf.reduce_sum((tf.linalg.matvec(A_tr, w) - 1.0) ** 2)
opt.step(inner.gradient(train_loss, [w]))
val_loss = val_scale * tf.reduce_sum((tf.linalg.matvec(A_va, w) - 1.0) ** 2)

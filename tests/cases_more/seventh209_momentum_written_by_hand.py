# source: constructed (optimizer class in a module guide)
# target: lookahead
# sources: lr, beta, nesterov, decay, w
# expect: {"lr": "ok", "beta": "stateful_op", "nesterov": "not_taken_branch", "decay": "stateful_op", "w": "ok"}
# culprit: {"beta": 3, "nesterov": 6, "decay": 3}
# notes: One step of a hand-written momentum optimiser: the velocity is state, what is multiplied into it before the write is cut; lr is applied to the velocity that was read back.
# --- setup ---
import tensorflow as tf

class Momentum(tf.Module):
    def __init__(self, like, use_nesterov=False):
        super().__init__()
        self.velocity = tf.Variable(tf.ones_like(like) * 0.1, trainable=False)
        self.use_nesterov = use_nesterov
lr, beta = tf.Variable(0.1), tf.Variable(0.9)
nesterov, decay = tf.Variable(0.5), tf.Variable(0.01)
w = tf.Variable([1.0, -0.5])
opt = Momentum(w)
# --- cell ---
def update(slope):
    slope = slope + decay * tf.sign(w)
    opt.velocity.assign(
        beta * opt.velocity + slope)
    move = lr * opt.velocity
    if opt.use_nesterov:
        move = move + nesterov * slope
    return w - move
lookahead = tf.reduce_sum(update(2.0 * w) ** 2)

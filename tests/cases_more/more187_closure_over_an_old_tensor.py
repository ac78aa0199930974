# source: constructed (loss factory called before the tape)
# target: loss
# sources: log_alpha, w
# expect: {"log_alpha": "computed_before_tape", "w": "ok"}
# culprit: {"log_alpha": 1}
# notes: The factory was given exp(log_alpha), a tensor, and the closure keeps that tensor.
# --- setup ---
import tensorflow as tf

log_alpha, w = tf.Variable(-1.0), tf.Variable([1.0, 2.0])
def make_loss(alpha):
    def loss_fn(weights):
        return tf.reduce_sum(weights ** 2) * alpha
    return loss_fn
loss_fn = make_loss(tf.exp(log_alpha))
# --- cell ---
loss = loss_fn(w)
